namespace Moltbot.Policy.Models;

/// <summary>Names and status codes of failover reasons.</summary>
public static class FailoverReasons
{
    /// <summary>The name in events and logs.</summary>
    public static string Name(this FailoverReason reason) => reason switch
    {
        FailoverReason.Billing => "billing",
        FailoverReason.RateLimit => "rate_limit",
        FailoverReason.Auth => "auth",
        FailoverReason.Timeout => "timeout",
        _ => "format",
    };

    /// <summary>The HTTP status that stands for a reason.</summary>
    public static int Status(this FailoverReason reason) => reason switch
    {
        FailoverReason.Billing => 402,
        FailoverReason.RateLimit => 429,
        FailoverReason.Auth => 401,
        FailoverReason.Timeout => 408,
        _ => 400,
    };

    /// <summary>A reason by its name; null for an unknown one.</summary>
    public static FailoverReason? Parse(string? name) => name switch
    {
        "billing" => FailoverReason.Billing,
        "rate_limit" => FailoverReason.RateLimit,
        "auth" => FailoverReason.Auth,
        "timeout" => FailoverReason.Timeout,
        "format" => FailoverReason.Format,
        _ => null,
    };
}
