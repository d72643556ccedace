namespace Moltbot.Policy.Exec.Approvals;

/// <summary>
/// What a button under a request carries: <c>execapproval:id=…;action=…</c>. A connector that shows buttons puts it there and hands it in
/// as the text of the update; who pressed is judged as one who writes <c>/approve</c> (attack E10).
/// </summary>
public static class ApprovalButton
{
    private const string Head = "execapproval:id=";
    private const string Action = ";action=";

    /// <summary>The data of a button.</summary>
    public static string Data(string id, ApprovalDecision decision) => Head + Uri.EscapeDataString(id) + Action + ApprovalDecisions.Of(decision);

    /// <summary>Reads it; null for data of another kind.</summary>
    public static ApproveCommand? Parse(string data)
    {
        var action = data.LastIndexOf(Action, StringComparison.Ordinal);
        return data.StartsWith(Head, StringComparison.Ordinal) && action > Head.Length
            && ApprovalDecisions.Parse(data[(action + Action.Length)..]) is { } decision
            ? new ApproveCommand(Uri.UnescapeDataString(data[Head.Length..action]), decision)
            : null;
    }
}
