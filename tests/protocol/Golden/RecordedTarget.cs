using Moltbot.Conformance.Golden;

namespace Moltbot.Protocol.Tests.Golden;

internal static class RecordedTarget
{
    internal static GoldenTarget For(Uri url, bool password) => new(url, password ? null : "shared-token", password ? "golden-password" : null)
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    internal static GoldenTarget For(Uri url, GoldenConversation conversation) => For(url, conversation.NeedsPassword) with
    {
        AllowsInsecureUi = conversation.NeedsInsecureUi,
        DisablesDevices = conversation.NeedsDisabledDevices,
    };
}
