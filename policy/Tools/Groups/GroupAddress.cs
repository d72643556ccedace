namespace Moltbot.Policy.Tools.Groups;

/// <summary>A group, as the configuration may name it.</summary>
/// <param name="Channel">The channel id.</param>
/// <param name="AccountId">The channel account; null for the default one.</param>
/// <param name="Id">The platform's id.</param>
/// <param name="Space">The server or team around it, by id or name.</param>
/// <param name="Name">Its name.</param>
internal sealed record GroupAddress(string Channel, string? AccountId, string Id, string? Space, string? Name)
{
    /// <summary>Whether this is the group of that id.</summary>
    public bool IsSame(string channel, string? id) =>
        Channel == channel && string.Equals(Id.Trim(), id?.Trim(), StringComparison.OrdinalIgnoreCase);
}
