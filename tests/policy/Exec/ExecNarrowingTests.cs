using Moltbot.Policy.Commands;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Plans;

namespace Moltbot.Policy.Tests.Exec;

public sealed class ExecNarrowingTests
{
    [Theory]
    [InlineData("security=deny", true)]
    [InlineData("security=allowlist ask=on-miss", true)]
    [InlineData("ask=always", true)]
    [InlineData("security=full", false)]
    [InlineData("ask=off", false)]
    [InlineData("security=deny ask=off", false)]
    [InlineData("host=gateway", false)]
    [InlineData("host=sandbox", false)]
    [InlineData("node=mac security=deny", false)]
    [InlineData("security=less", false)]
    [InlineData("ask=never", false)]
    public void A_chat_only_takes_away(string options, bool narrows) =>
        (ExecNarrowing.RefusalOf(Current(ExecSecurity.Allowlist, ExecAsk.OnMiss), ExecDirective.Extract("/exec " + options)) is null).ShouldBe(narrows);

    [Theory]
    [InlineData("security=deny ask=always", true)]
    [InlineData("security=allowlist", false)]
    [InlineData("ask=on-miss", false)]
    public void What_is_not_set_counts_as_its_strictest(string options, bool narrows) =>
        (ExecNarrowing.RefusalOf(Current(null, null), ExecDirective.Extract("/exec " + options)) is null).ShouldBe(narrows);

    private static ExecToolSettings Current(ExecSecurity? security, ExecAsk? ask) => new("sandbox", security, ask, null, new HashSet<string>());
}
