package io.sparing.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassTableTest {

  private static final TensorData W = TensorData.zeros(2, 2);
  private static final TensorData B = TensorData.zeros(2);

  @Test
  void theSourceOfASmallTree() {
    ScriptModule root =
        ScriptModule.of(
                "Net",
                """
                def forward(self, x: Tensor) -> Tensor:
                  return (getattr(self.layer, "0")).forward(x)
                """)
            .withAttribute("heads", Attribute.integer(2))
            .withAttribute("state", Attribute.tensors())
            .withAttribute("packed", Attribute.none("Tensor"))
            .withChild(
                "layer",
                ScriptModule.of("ModuleList")
                    .withChild("0", Layers.linear(W, B))
                    .withChild("1", Layers.linear(W, B).withParameter("bias", B)));
    assertThat(new ClassTable(root).source())
        .isEqualTo(
            """
            class Linear(Module):
              __parameters__ = []
              __buffers__ = ["weight", "bias", ]
              weight : Tensor
              bias : Tensor
              training : bool
              def forward(self: __torch__.Linear, x: Tensor) -> Tensor:
                return torch.linear(x, self.weight, self.bias)
            class Linear_1(Module):
              __parameters__ = ["bias", ]
              __buffers__ = ["weight", ]
              bias : Tensor
              weight : Tensor
              training : bool
              def forward(self: __torch__.Linear_1, x: Tensor) -> Tensor:
                return torch.linear(x, self.weight, self.bias)
            class ModuleList(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              __annotations__["0"] = __torch__.Linear
              __annotations__["1"] = __torch__.Linear_1
            class Net(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              heads : int
              state : List[Tensor]
              packed : Optional[Tensor]
              layer : __torch__.ModuleList
              def forward(self: __torch__.Net, x: Tensor) -> Tensor:
                return (getattr(self.layer, "0")).forward(x)
            """);
  }

  @Test
  void modulesThatDifferInValuesAloneShareAClass() {
    ScriptModule one = Layers.linear(W, B);
    ScriptModule two = Layers.linear(TensorData.zeros(3, 2), TensorData.zeros(3));
    ScriptModule other = Layers.linear(W, B).as("Linear", "def forward(self):\n  return None\n");
    ScriptModule root =
        ScriptModule.of("Root").withChild("a", one).withChild("b", two).withChild("c", other);
    ClassTable classes = new ClassTable(root);
    assertThat(classes.name(one)).isEqualTo("Linear").isEqualTo(classes.name(two));
    assertThat(classes.name(other)).isEqualTo("Linear_1");
  }

  @Test
  void parentsOfDifferentChildrenAreDifferentClasses() {
    ScriptModule plain = ScriptModule.of("Box").withChild("x", Layers.linear(W, B));
    ScriptModule trained =
        ScriptModule.of("Box").withChild("x", Layers.linear(W, B).withParameter("weight", W));
    ClassTable classes =
        new ClassTable(ScriptModule.of("Root").withChild("a", plain).withChild("b", trained));
    assertThat(classes.name(plain)).isEqualTo("Box");
    assertThat(classes.name(trained)).isEqualTo("Box_1");
  }
}
