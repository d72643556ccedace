using System.Diagnostics.CodeAnalysis;

namespace Moltbot.Policy.Channels;

/// <summary>
/// A button below a message that asks for an approval, as platforms carry it: <c>mbapprove:&lt;approval id&gt;:&lt;decision&gt;</c>. The text
/// comes back from the platform and proves nothing; who pressed and whether the approval is open is judged elsewhere.
/// </summary>
/// <param name="ApprovalId">The approval: letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Decision">What was decided, such as <c>allow-once</c> or <c>deny</c>: lower-case letters and <c>-</c>.</param>
public sealed record ApprovalButton(string ApprovalId, string Decision)
{
    private const string Prefix = "mbapprove:";

    /// <summary>Telegram takes 64 bytes, Discord 100 characters.</summary>
    private const int MaxLength = 64;

    /// <summary>Whether a button's data is meant for approvals, well-formed or not.</summary>
    public static bool Claims(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads a button's data.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApprovalButton? button)
    {
        button = text.Length <= MaxLength && text.Split(':') is ["mbapprove", { Length: > 0 } id, { Length: > 0 } decision]
            && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && decision.All(static c => char.IsAsciiLetterLower(c) || c == '-')
                ? new ApprovalButton(id, decision)
                : null;
        return button is not null;
    }

    /// <summary>The button's data.</summary>
    public override string ToString() => $"{Prefix}{ApprovalId}:{Decision}";
}
