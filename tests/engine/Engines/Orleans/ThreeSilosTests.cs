using Moltbot.Engine.Tests.Suite;

namespace Moltbot.Engine.Tests.Engines.Orleans;

[CollectionDefinition(nameof(ThreeSilos), DisableParallelization = true)]
public sealed class ThreeSilosCollection : ICollectionFixture<ThreeSilos>;

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosActivationTests(ThreeSilos engine) : ActivationSuite(engine);

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosCallTests(ThreeSilos engine) : CallSuite(engine);

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosTurnTests(ThreeSilos engine) : TurnSuite(engine);

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosStateTests(ThreeSilos engine) : StateSuite(engine);

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosTimerTests(ThreeSilos engine) : TimerSuite(engine);

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosReminderTests(ThreeSilos engine) : ReminderSuite(engine);

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosFilterTests(ThreeSilos engine) : FilterSuite(engine);

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosObserverTests(ThreeSilos engine) : ObserverSuite(engine);

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosCancellationTests(ThreeSilos engine) : CancellationSuite(engine);

[Collection(nameof(ThreeSilos))]
public sealed class ThreeSilosIsolationTests(ThreeSilos engine) : IsolationSuite(engine);
