namespace Moltbot.Models.Providers;

/// <summary>The names of <see cref="ModelFailureReason"/> on the wire, in state and in metrics.</summary>
public static class ModelFailureReasonNames
{
    /// <summary>The snake_case name.</summary>
    public static string Name(this ModelFailureReason reason) => reason switch
    {
        ModelFailureReason.Billing => "billing",
        ModelFailureReason.RateLimit => "rate_limit",
        ModelFailureReason.Auth => "auth",
        ModelFailureReason.Timeout => "timeout",
        ModelFailureReason.Format => "format",
        ModelFailureReason.Server => "server",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a failure reason."),
    };
}
