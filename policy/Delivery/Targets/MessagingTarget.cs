namespace Moltbot.Policy.Delivery.Targets;

/// <summary>A person or a room of a platform.</summary>
/// <param name="Kind">Which of both.</param>
/// <param name="Id">Its id on the platform.</param>
/// <param name="Raw">The text it was read from.</param>
public sealed record MessagingTarget(TargetKind Kind, string Id, string Raw)
{
    /// <summary>The one form for comparisons, <c>user:&lt;id&gt;</c> or <c>channel:&lt;id&gt;</c> in lower case.</summary>
    public string Normalized => $"{NameOf(Kind)}:{Id}".ToLowerInvariant();

    /// <summary>The word for a kind.</summary>
    public static string NameOf(TargetKind kind) => kind is TargetKind.User ? "user" : "channel";
}
