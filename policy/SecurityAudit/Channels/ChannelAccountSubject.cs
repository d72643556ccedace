using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.SecurityAudit.Channels;

/// <summary>One channel account as the checks see it: its settings, wherever the channel keeps them.</summary>
/// <param name="Subject">The installation.</param>
/// <param name="Channel">The channel's id.</param>
/// <param name="Account">The account's id.</param>
/// <param name="Section">Its settings with the channel's merged in.</param>
internal sealed record ChannelAccountSubject(AuditSubject Subject, string Channel, string Account, ConfigSection Section)
{
    /// <summary>As people write it.</summary>
    public string Path => Account == ConfigIds.DefaultAccount ? $"channels.{Channel}" : $"channels.{Channel}.accounts.{Account}";

    public bool IsEnabled => Subject.Document.Channels.Channel(Channel).Bool("enabled") != false && Section.Bool("enabled") != false;

    /// <summary>Most channels keep it at the top, Discord, Slack and others below <c>dm</c>.</summary>
    public string DmPolicy => Section.String("dmPolicy") ?? Section.Section("dm").String("policy") ?? "pairing";

    /// <summary>The key of <see cref="DmPolicy"/>.</summary>
    public string DmPolicyPath => IsBelowDm("dmPolicy", "policy") ? $"{Path}.dm.policy" : $"{Path}.dmPolicy";

    public IReadOnlyList<string> AllowFrom => Entries(Section.StringsOrNull("allowFrom") ?? Section.Section("dm").Strings("allowFrom"));

    /// <summary>The key of <see cref="AllowFrom"/>.</summary>
    public string AllowFromPath => IsBelowDm("allowFrom", "allowFrom") ? $"{Path}.dm.allowFrom" : $"{Path}.allowFrom";

    /// <summary>Null when the account has no such list; then <see cref="AllowFrom"/> holds.</summary>
    public IReadOnlyList<string>? GroupAllowFrom => Section.StringsOrNull("groupAllowFrom") is { } list ? Entries(list) : null;

    public string GroupPolicy => Section.String("groupPolicy") ?? Subject.Document.Channels.DefaultGroupPolicy ?? "allowlist";

    /// <summary>Whether names in lists let people in: only where the operator switched that on.</summary>
    public bool TrustsNames => NameMatching.IsOffered(Channel) && Section.Bool(NameMatching.Key) is true;

    /// <summary>The senders approved by code; empty also when nobody could be asked.</summary>
    public IReadOnlyList<string> Approved => Subject.Approved?.GetValueOrDefault((Channel, Account)) ?? [];

    public static IEnumerable<ChannelAccountSubject> AllOf(AuditSubject subject)
    {
        var channels = subject.Document.Channels;
        return channels.Ids.SelectMany(channel => channels.AccountIds(channel).Select(account =>
            new ChannelAccountSubject(subject, channel, account, channels.Account(channel, account))));
    }

    /// <summary>Whether anybody is let in by a list.</summary>
    public static bool HasWildcard(IReadOnlyList<string> list) => list.Contains("*", StringComparer.Ordinal);

    /// <summary>The entries of a list that let somebody in.</summary>
    public IReadOnlyList<string> Counting(IEnumerable<string> list) => [.. list.Where(entry => TrustsNames || !ChangeableNames.IsName(Channel, entry))];

    /// <summary>A setting of the account's commands over the general one; null for <c>auto</c>.</summary>
    public bool? CommandSetting(string key, bool? general)
    {
        var own = Section.Section("commands");
        return own.Has(key) ? own.Bool(key) : general;
    }

    /// <summary>Whether a setting stands below <c>dm</c>, or would have to where it is not set.</summary>
    private bool IsBelowDm(string key, string below) =>
        !Section.Has(key) && (Section.Section("dm").Has(below) || Channel is ChannelIds.Discord or ChannelIds.Slack or ChannelIds.GoogleChat);

    private static IReadOnlyList<string> Entries(IReadOnlyList<string> list) => [.. list.Select(static entry => entry.Trim()).Where(static entry => entry.Length > 0)];
}
