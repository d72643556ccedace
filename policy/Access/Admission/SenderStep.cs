using Moltbot.Policy.Access.Allowlists;

namespace Moltbot.Policy.Access.Admission;

/// <summary>What both kinds of chat say of who sent something.</summary>
internal static class SenderStep
{
    public static AdmissionStep Of(InboundUpdate update) => new(
        AdmissionGate.Sender, default,
        update.IsOwn ? "the assistant sent it itself"
        : string.IsNullOrWhiteSpace(update.Sender.Id) ? "the platform names nobody who sent it"
        : "another bot sent it, and bots are not listened to");

    /// <summary>The first entry of a list that names the sender, as written; null when none does.</summary>
    public static string? EntryOf(InboundUpdate update, IEnumerable<string> entries) =>
        entries.FirstOrDefault(entry => SenderMatcher.Match(update.Channel, [entry], update.Sender).Allowed);
}
