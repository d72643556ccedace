using Moltbot.Engine.Tests.Suite;

namespace Moltbot.Engine.Tests.Engines.Embedded;

[CollectionDefinition(nameof(EmbeddedEngine))]
public sealed class EmbeddedCollection : ICollectionFixture<EmbeddedEngine>;

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedActivationTests(EmbeddedEngine engine) : ActivationSuite(engine);

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedCallTests(EmbeddedEngine engine) : CallSuite(engine);

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedTurnTests(EmbeddedEngine engine) : TurnSuite(engine);

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedStateTests(EmbeddedEngine engine) : StateSuite(engine);

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedTimerTests(EmbeddedEngine engine) : TimerSuite(engine);

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedReminderTests(EmbeddedEngine engine) : ReminderSuite(engine);

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedFilterTests(EmbeddedEngine engine) : FilterSuite(engine);

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedObserverTests(EmbeddedEngine engine) : ObserverSuite(engine);

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedCancellationTests(EmbeddedEngine engine) : CancellationSuite(engine);

[Collection(nameof(EmbeddedEngine))]
public sealed class EmbeddedIsolationTests(EmbeddedEngine engine) : IsolationSuite(engine);
