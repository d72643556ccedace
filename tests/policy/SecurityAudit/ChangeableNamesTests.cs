using Moltbot.Policy.SecurityAudit.Channels;

namespace Moltbot.Policy.Tests.SecurityAudit;

public sealed class ChangeableNamesTests
{
    [Theory]
    [InlineData("telegram", "12345", false)]
    [InlineData("telegram", "tg:12345", false)]
    [InlineData("telegram", "-100123", false)]
    [InlineData("telegram", "@ann", true)]
    [InlineData("telegram", "telegram:ann", true)]
    [InlineData("telegram", "user:12345", true)]
    [InlineData("telegram", "TG: 12345", false)]
    [InlineData("telegram", "*", false)]
    [InlineData("discord", "123456789012345678", false)]
    [InlineData("discord", "<@!123456789012345678>", false)]
    [InlineData("discord", "user:123456789012345678", false)]
    [InlineData("discord", "ann:123456789012345678", true)]
    [InlineData("discord", "Discord:123456789012345678", true)]
    [InlineData("discord", "pk:123456789012345678", true)]
    [InlineData("discord", "ann#1234", true)]
    [InlineData("slack", "U0123ABCD", false)]
    [InlineData("slack", "slack:U0123ABCD", false)]
    [InlineData("slack", "ann", true)]
    [InlineData("msteams", "2d9c3a3e-8a52-4d6e-9d53-3d2e3f6c9a10", false)]
    [InlineData("msteams", "Ann Example", true)]
    [InlineData("googlechat", "users/123", false)]
    [InlineData("googlechat", "ann@example.com", true)]
    [InlineData("signal", "+15550001", false)]
    public void Names_are_told_from_ids(string channel, string entry, bool isName) => ChangeableNames.IsName(channel, entry).ShouldBe(isName);
}
