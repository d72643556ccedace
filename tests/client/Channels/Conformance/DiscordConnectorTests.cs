using Moltbot.TestSupport.Discord;

namespace Moltbot.Gateway.Tests.Channels.Conformance;

public sealed class DiscordConnectorTests() : ConnectorConformanceTests(DiscordWorld.StartAsync);
