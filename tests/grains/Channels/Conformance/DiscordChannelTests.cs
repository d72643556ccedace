using Moltbot.TestSupport.Discord;

namespace Moltbot.Grains.Tests.Channels.Conformance;

public sealed class DiscordChannelTests() : ConversationConformanceTests(DiscordWorld.StartAsync);
