namespace Moltbot.Policy.Access.Commands;

/// <summary>Who may give a command, where the channel lets only its owners (WhatsApp does).</summary>
/// <param name="Owners">The owners; empty where everybody counts.</param>
/// <param name="SenderId">The sender, in the form that matched an owner if one did.</param>
/// <param name="IsAuthorized">Whether the sender may.</param>
public sealed record CommandOwners(IReadOnlyList<string> Owners, string? SenderId, bool IsAuthorized)
{
    /// <param name="allowFrom">The channel's configured list, normalised; empty or with a <c>*</c> it makes everybody an owner.</param>
    /// <param name="senderForms">The sender's id in all its forms, best first.</param>
    /// <param name="isCommandAuthorized">Whether the command gate let the sender pass; without it nothing else helps.</param>
    /// <param name="enforceOwners">Whether the channel insists on owners.</param>
    public static CommandOwners Decide(
        IReadOnlyList<string> allowFrom, IReadOnlyList<string> senderForms, bool isCommandAuthorized, bool enforceOwners)
    {
        var isEverybody = allowFrom.Count == 0 || allowFrom.Contains("*", StringComparer.Ordinal);
        IReadOnlyList<string> owners = isEverybody ? [] : [.. allowFrom.Distinct(StringComparer.Ordinal)];
        var matched = senderForms.FirstOrDefault(form => owners.Contains(form, StringComparer.Ordinal));
        var isOwner = !enforceOwners || owners.Count == 0 || matched is not null;
        return new CommandOwners(owners, matched ?? senderForms.FirstOrDefault(), isCommandAuthorized && isOwner);
    }
}
