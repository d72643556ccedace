using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;

namespace Moltbot.Policy.Hooks;

/// <summary>
/// Where the answer to a hook may go: to the chat that the main session was last written to from, to one that a mapping names in so many
/// words, elsewhere only where <c>tools.message</c> says so in so many words (A6, A15).
/// </summary>
public static class HookReach
{
    /// <summary>
    /// What is said of every chat that it may not go to, whatever the reason: which chats there are, and where somebody writes to the
    /// assistant from, is nothing that a caller of hooks is to learn.
    /// </summary>
    public const string Refusal = "a hook's reply goes to where the main session was last written to from, or to a chat that a mapping names";

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

        bool mayGo = bound is not null
            && CrossContextPolicy.From(document.Section("tools", "message"), withinProvider: false).RefusalOf("send", wanted, bound) is null;
        return mayGo ? null : Refusal;
    }
}
