using Moltbot.TestSupport.Telegram;

namespace Moltbot.Grains.Tests.Channels.Conformance;

public sealed class TelegramChannelTests() : ConversationConformanceTests(TelegramWorld.StartAsync);
