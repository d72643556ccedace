using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tests.Access;

/// <summary>Attacks C1 to C3: neither a name, nor an empty list, nor a wildcard makes an owner.</summary>
public sealed class AccountOwnersTests
{
    [Theory]
    [InlineData("telegram: { botToken: '1:x', allowFrom: ['7', '@mallory'] }", "telegram", "7", true)]
    [InlineData("telegram: { botToken: '1:x', allowFrom: ['7', '@mallory'] }", "telegram", "8", false)]
    [InlineData("telegram: { botToken: '1:x', allowFrom: ['7', '@mallory'] }", "telegram", "mallory", false)]
    [InlineData("telegram: { botToken: '1:x', allowFrom: ['7'] }", "telegram", "", false)]
    [InlineData("telegram: { botToken: '1:x', dmPolicy: 'open', allowFrom: ['*'] }", "telegram", "7", false)]
    [InlineData("telegram: { botToken: '1:x', dmPolicy: 'open', allowFrom: ['*'] }", "telegram", "*", false)]
    [InlineData("telegram: { botToken: '1:x' }", "telegram", "7", false)]
    [InlineData("telegram: { botToken: '1:x', groupAllowFrom: ['7'] }", "telegram", "7", false)]
    [InlineData("discord: { token: 'x', dm: { allowFrom: ['70'] } }", "discord", "70", true)]
    [InlineData("discord: { token: 'x', guilds: { '5': { users: ['70'] } } }", "discord", "70", false)]
    public void Only_who_is_named_by_id_owns_an_account(string channels, string channel, string sender, bool owns) =>
        AccountOwners.Include(Document($"{{ channels: {{ {channels} }} }}"), channel, "default", sender).ShouldBe(owns);

    private static ConfigDocument Document(string json) =>
        ConfigLoader.Load(new ConfigSource("test.json", json), new ConfigLoadOptions()) is { Valid: true } loaded
            ? loaded.Config!
            : throw new InvalidOperationException("the document is not valid");
}
