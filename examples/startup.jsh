import module org.arenagrad;
import static org.arenagrad.loss.Losses.*;
import static org.arenagrad.nn.Activations.*;
Scope life = Scope.open("life");
