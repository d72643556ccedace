using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;

namespace Moltbot.Policy.Hooks;

/// <summary>
/// Where the answer to a hook may go: to the chat that the main session was last written to from, to one that a mapping names in so many
/// words, elsewhere only where <c>tools.message</c> says so in so many words (A6, A15).
/// </summary>
public static class HookReach
{
    /// <summary>Why it may not; null when it may.</summary>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="wanted">Where it is to go.</param>
    /// <param name="bound">Where the main session was last written to from; null for nowhere yet.</param>
    public static string? RefusalOf(ConfigDocument document, ChatAddress wanted, ChatAddress? bound)
    {
        if (HookTargets.AreConfigured(document.Section("hooks"), wanted.Channel, wanted.ChatId))
        {
            return null;
        }

        if (bound is null)
        {
            return "a hook's reply goes to where the main session was written to from, and that is nowhere yet";
        }

        return CrossContextPolicy.From(document.Section("tools", "message"), withinProvider: false).RefusalOf("send", wanted, bound);
    }
}
