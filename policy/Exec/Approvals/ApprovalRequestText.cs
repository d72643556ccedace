using System.Globalization;
using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Exec.Approvals;

/// <summary>What a person is shown of a request. Every text of it is visible in full, or there is no request (attack E9).</summary>
/// <param name="Id">The approval.</param>
/// <param name="Command">The command.</param>
/// <param name="ExpiresAtMs">When it ends unanswered, epoch milliseconds.</param>
public sealed record ApprovalRequestText(string Id, string Command, long ExpiresAtMs)
{
    /// <summary>The longest command shown, in UTF-16 units: with the rest it is one message on every channel that has long ones.</summary>
    public const int MaxCommand = 3000;

    /// <summary>The longest of the other texts.</summary>
    public const int MaxField = 512;

    public string? Cwd { get; init; }

    public string? Host { get; init; }

    public string? AgentId { get; init; }

    public string? Security { get; init; }

    public string? Ask { get; init; }

    /// <summary>What the programs were found to be; null where nobody looked.</summary>
    public string? Programs { get; init; }

    /// <summary>Who asks; null where everybody knows.</summary>
    public string? AskedBy { get; init; }

    public string? SessionKey { get; init; }

    /// <summary>Names exactly what runs: argument vectors, programs, folder, environment; null where only the text is known.</summary>
    public string? Hash { get; init; }

    /// <summary>How many have to allow it.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>What may be answered; null for the words that clients know.</summary>
    public ApprovalOffer? Offer { get; init; }

    /// <summary>The same with hidden characters written out; null when a text is too long to be shown in full.</summary>
    public ApprovalRequestText? Shown()
    {
        var shown = this with
        {
            Command = HostileText.Visible(Command),
            Cwd = Visible(Cwd),
            Host = Visible(Host),
            AgentId = Visible(AgentId),
            Security = Visible(Security),
            Ask = Visible(Ask),
            Programs = Programs is null ? null : HostileText.Ascii(Programs),
            AskedBy = Visible(AskedBy),
            SessionKey = Visible(SessionKey),
        };
        string?[] fields = [Id, shown.Cwd, shown.Host, shown.AgentId, shown.Security, shown.Ask, shown.Programs, shown.AskedBy, shown.SessionKey];
        return shown.Command.Length <= MaxCommand && fields.All(field => field is null || field.Length <= MaxField) ? shown : null;
    }

    /// <summary>The message to a chat.</summary>
    public string Requested(long nowMs)
    {
        List<string> lines = ["🔒 Exec approval required", $"ID: {Id}", $"Command: {Command}"];
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)
        [
            ("Programs", Programs), ("CWD", Cwd), ("Host", Host), ("Agent", AgentId), ("Session", SessionKey), ("Asked by", AskedBy), ("Security", Security), ("Ask", Ask), ("Hash", Hash),
        ])
        {
            if (!string.IsNullOrEmpty(value))
            {
                lines.Add($"{name}: {value}");
            }
        }

        if (Quorum > 1)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Needed: {Quorum} approvers"));
        }

        var seconds = Math.Max(0, (long)Math.Round((ExpiresAtMs - nowMs) / 1000.0, MidpointRounding.AwayFromZero));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"Expires in: {seconds}s"));
        lines.Add($"Reply with: /approve <id> {(Offer is null ? "allow-once|allow-always|deny" : string.Join('|', Offer.Words))}");
        return string.Join('\n', lines);
    }

    /// <summary>The message that somebody decided.</summary>
    public static string Resolved(string id, ApprovalDecision decision, string? resolvedBy)
    {
        var what = decision switch
        {
            ApprovalDecision.AllowOnce => "allowed once",
            ApprovalDecision.AllowSession => "allowed for this session",
            ApprovalDecision.AllowAlways => "allowed always",
            _ => "denied",
        };
        var by = string.IsNullOrEmpty(resolvedBy) ? "" : $" Resolved by {resolvedBy}.";
        return $"✅ Exec approval {what}.{by} ID: {id}";
    }

    /// <summary>The message that nobody did in time.</summary>
    public static string Expired(string id) => $"⏱️ Exec approval expired. ID: {id}";

    /// <summary>The message that nobody needs to any more.</summary>
    public static string Withdrawn(string id) => $"Exec approval withdrawn. ID: {id}";

    private static string? Visible(string? text) => text is null ? null : HostileText.Visible(text);
}
