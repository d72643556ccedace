using Moltbot.Policy.Configuration;

namespace Moltbot.Cli.Doctor;

/// <summary>The settings of one channel account, wherever the channel keeps them.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Account">The account's id.</param>
/// <param name="Section">Its settings with the channel's merged in.</param>
internal sealed record ChannelAccountSettings(string Channel, string Account, ConfigSection Section)
{
    /// <summary>As people write it.</summary>
    public string Name => Account == "default" ? $"channels.{Channel}" : $"channels.{Channel}.accounts.{Account}";

    public bool Enabled => Section.Bool("enabled") ?? true;

    /// <summary>Most channels keep it at the top, Discord, Slack and others below <c>dm</c>.</summary>
    public string DmPolicy => Section.String("dmPolicy") ?? Section.Section("dm").String("policy") ?? "pairing";

    public IReadOnlyList<string> AllowFrom => Section.StringsOrNull("allowFrom") ?? Section.Section("dm").Strings("allowFrom");

    public static IEnumerable<ChannelAccountSettings> Of(ConfigDocument document) => document.Channels.Ids.SelectMany(
        channel => document.Channels.AccountIds(channel).Select(account => new ChannelAccountSettings(channel, account, document.Channels.Account(channel, account))));
}
