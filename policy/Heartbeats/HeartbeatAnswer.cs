using Moltbot.Policy.Replies;

namespace Moltbot.Policy.Heartbeats;

/// <summary>What becomes of an answer to a heartbeat.</summary>
/// <param name="Status"><see cref="Sent"/>, <see cref="OkToken"/>, <see cref="OkEmpty"/> or <see cref="Skipped"/>.</param>
/// <param name="Reason">Why it is kept back, where it is more than an all is well; null otherwise.</param>
/// <param name="IsTold">Whether anything goes to the chat: the alert, or, where it is shown, that all is well.</param>
/// <param name="Alert">What needs attention, without the word; null when nothing does.</param>
public sealed record HeartbeatAnswer(string Status, string? Reason, bool IsTold, string? Alert)
{
    /// <summary>An alert that went out.</summary>
    public const string Sent = "sent";

    /// <summary>All is well, in the word for it.</summary>
    public const string OkToken = "ok-token";

    /// <summary>All is well, since nothing was said.</summary>
    public const string OkEmpty = "ok-empty";

    /// <summary>Nothing came of it.</summary>
    public const string Skipped = "skipped";

    /// <summary>Why an alert is kept back that was told already.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>The same alert is not told again for so long (runtime.md §10).</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromHours(24);

    /// <summary>Decides.</summary>
    /// <param name="reply">What the model wrote; null for nothing.</param>
    /// <param name="maxAckChars">See <see cref="HeartbeatReply.DefaultMaxAckChars"/>.</param>
    /// <param name="visibility">What people see where it would go; null when it would go nowhere.</param>
    /// <param name="isRepeated">Whether an alert was told within <see cref="Quiet"/>.</param>
    public static HeartbeatAnswer Of(string? reply, double maxAckChars, HeartbeatVisibility? visibility, Func<string, bool> isRepeated)
    {
        var said = reply is null ? "" : ReasoningTags.Strip(reply).Trim();
        if (said.Length == 0 || SilentReply.IsSilent(said))
        {
            return new HeartbeatAnswer(OkEmpty, null, visibility?.ShowOk == true, null);
        }

        var stripped = HeartbeatReply.Strip(said, isHeartbeat: true, maxAckChars);
        return stripped.ShouldSkip ? new HeartbeatAnswer(OkToken, null, visibility?.ShowOk == true, null)
            : visibility is null ? Kept("no-target")
            : !visibility.ShowAlerts ? Kept("alerts-disabled")
            : isRepeated(stripped.Text) ? Kept(Duplicate)
            : new HeartbeatAnswer(Sent, null, true, stripped.Text);

        HeartbeatAnswer Kept(string reason) => new(Skipped, reason, false, stripped.Text);
    }
}
