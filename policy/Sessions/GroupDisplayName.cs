using Moltbot.Policy.Access.Allowlists;

namespace Moltbot.Policy.Sessions;

/// <summary>The short name of a group in lists: <c>slack:g-eng</c>, <c>discord:guild#general</c>.</summary>
/// <param name="Provider">The channel id.</param>
/// <param name="Subject">The group's title.</param>
/// <param name="GroupChannel">The channel's name inside a space.</param>
/// <param name="Space">The workspace, guild or team.</param>
/// <param name="Id">The group's id, used when it has no name.</param>
/// <param name="Key">The session key, used when it has no id either.</param>
public sealed record GroupDisplayName(
    string? Provider, string? Subject, string? GroupChannel, string? Space, string? Id, string Key)
{
    /// <summary>The name; only the channel when nothing of the group's names can be written in ASCII.</summary>
    public override string ToString()
    {
        var provider = SessionKeys.LoweredOr(Provider, "group");
        var token = Slugs.OfSlack(Detail());
        if (string.IsNullOrEmpty(GroupChannel))
        {
            token = token.TrimStart('#');
        }

        if (token.Length > 0 && token[0] is not ('@' or '#') && !token.StartsWith("g-", StringComparison.Ordinal) && !token.Contains('#'))
        {
            token = $"g-{token}";
        }

        return token.Length == 0 ? provider : $"{provider}:{token}";
    }

    private string Detail()
    {
        var channel = (GroupChannel ?? "").Trim();
        var space = (Space ?? "").Trim();
        if (channel.Length > 0 && space.Length > 0)
        {
            return $"{space}{(channel[0] == '#' ? "" : "#")}{channel}";
        }

        string[] candidates = [channel, (Subject ?? "").Trim(), space, (Id ?? "").Trim()];
        return candidates.FirstOrDefault(each => each.Length > 0) ?? Key;
    }
}
