using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.Approvals;

/// <summary>The words for decisions.</summary>
public static class ApprovalDecisions
{
    /// <summary>The word that allows as long as the mode says, see <see cref="ApprovalOffer.Read"/>.</summary>
    public const string Plain = "allow";

    /// <summary>Every word that a chat may use, lower-case; <see cref="Plain"/> as it counts where no mode is set.</summary>
    public static FrozenDictionary<string, ApprovalDecision> Aliases { get; } = new Dictionary<string, ApprovalDecision>(StringComparer.Ordinal)
    {
        [Plain] = ApprovalDecision.AllowOnce,
        ["once"] = ApprovalDecision.AllowOnce,
        ["allow-once"] = ApprovalDecision.AllowOnce,
        ["allowonce"] = ApprovalDecision.AllowOnce,
        ["session"] = ApprovalDecision.AllowSession,
        ["allow-session"] = ApprovalDecision.AllowSession,
        ["allowsession"] = ApprovalDecision.AllowSession,
        ["always"] = ApprovalDecision.AllowAlways,
        ["allow-always"] = ApprovalDecision.AllowAlways,
        ["allowalways"] = ApprovalDecision.AllowAlways,
        ["deny"] = ApprovalDecision.Deny,
        ["reject"] = ApprovalDecision.Deny,
        ["block"] = ApprovalDecision.Deny,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The decision of a word of the protocol; null for any other text.</summary>
    public static ApprovalDecision? Parse(string word) => word switch
    {
        "allow-once" => ApprovalDecision.AllowOnce,
        "allow-session" => ApprovalDecision.AllowSession,
        "allow-always" => ApprovalDecision.AllowAlways,
        "deny" => ApprovalDecision.Deny,
        _ => null,
    };

    /// <summary>What a button says.</summary>
    public static string Label(string word) => Parse(word) switch
    {
        ApprovalDecision.AllowOnce => "Allow once",
        ApprovalDecision.AllowSession => "Allow for this session",
        ApprovalDecision.AllowAlways => "Allow always",
        _ => "Deny",
    };

    /// <summary>The word of the protocol.</summary>
    public static string Of(ApprovalDecision decision) => decision switch
    {
        ApprovalDecision.AllowOnce => "allow-once",
        ApprovalDecision.AllowSession => "allow-session",
        ApprovalDecision.AllowAlways => "allow-always",
        _ => "deny",
    };
}
