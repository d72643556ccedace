using Moltbot.Engine.Tests.Suite;

namespace Moltbot.Engine.Tests.Engines.Orleans;

[CollectionDefinition(nameof(OneSilo), DisableParallelization = true)]
public sealed class OneSiloCollection : ICollectionFixture<OneSilo>;

[Collection(nameof(OneSilo))]
public sealed class OneSiloActivationTests(OneSilo engine) : ActivationSuite(engine);

[Collection(nameof(OneSilo))]
public sealed class OneSiloCallTests(OneSilo engine) : CallSuite(engine);

[Collection(nameof(OneSilo))]
public sealed class OneSiloTurnTests(OneSilo engine) : TurnSuite(engine);

[Collection(nameof(OneSilo))]
public sealed class OneSiloStateTests(OneSilo engine) : StateSuite(engine);

[Collection(nameof(OneSilo))]
public sealed class OneSiloTimerTests(OneSilo engine) : TimerSuite(engine);

[Collection(nameof(OneSilo))]
public sealed class OneSiloReminderTests(OneSilo engine) : ReminderSuite(engine);

[Collection(nameof(OneSilo))]
public sealed class OneSiloFilterTests(OneSilo engine) : FilterSuite(engine);

[Collection(nameof(OneSilo))]
public sealed class OneSiloObserverTests(OneSilo engine) : ObserverSuite(engine);

[Collection(nameof(OneSilo))]
public sealed class OneSiloCancellationTests(OneSilo engine) : CancellationSuite(engine);

[Collection(nameof(OneSilo))]
public sealed class OneSiloIsolationTests(OneSilo engine) : IsolationSuite(engine);
