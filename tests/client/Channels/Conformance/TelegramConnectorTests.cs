using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels.Conformance;

public sealed class TelegramConnectorTests() : ConnectorConformanceTests(TelegramWorld.StartAsync);
