namespace Moltbot.Policy.Exec.Documents;

/// <summary>The words for <see cref="ExecSecurity"/> and <see cref="ExecAsk"/>, and how two of them combine.</summary>
public static class ExecWords
{
    /// <summary>The value of a word; null for any other text.</summary>
    public static ExecSecurity? Security(string? word) => word switch
    {
        "deny" => ExecSecurity.Deny,
        "allowlist" => ExecSecurity.Allowlist,
        "full" => ExecSecurity.Full,
        _ => null,
    };

    /// <summary>The value of a word; null for any other text.</summary>
    public static ExecAsk? Ask(string? word) => word switch
    {
        "off" => ExecAsk.Off,
        "on-miss" => ExecAsk.OnMiss,
        "always" => ExecAsk.Always,
        _ => null,
    };

    /// <summary>The word.</summary>
    public static string Of(ExecSecurity security) => security switch
    {
        ExecSecurity.Full => "full",
        ExecSecurity.Allowlist => "allowlist",
        _ => "deny",
    };

    /// <summary>The word.</summary>
    public static string Of(ExecAsk ask) => ask switch
    {
        ExecAsk.Off => "off",
        ExecAsk.OnMiss => "on-miss",
        _ => "always",
    };

    /// <summary>The narrower of two.</summary>
    public static ExecSecurity Min(ExecSecurity one, ExecSecurity other) => one < other ? one : other;

    /// <summary>The one that asks more.</summary>
    public static ExecAsk Max(ExecAsk one, ExecAsk other) => one > other ? one : other;
}
