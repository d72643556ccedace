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

    [Theory]
    [InlineData("security=full", "A chat only narrows what commands may do: more is the configuration's to allow, or an operator's for the session.")]
    [InlineData("host=gateway", "Where commands run is not chosen in a chat: tools.exec.host says so, or an operator for the session.")]
    [InlineData("node=mac", "Where commands run is not chosen in a chat: tools.exec.host says so, or an operator for the session.")]
    [InlineData("security=less", "\"less\" is no security. Options: deny, allowlist, full.")]
    [InlineData("ask=never", "\"never\" is no ask. Options: off, on-miss, always.")]
    [InlineData("ask=1234567890123456789012345678901234567890", "\"1234567890123456789012345678901234567890\" is no ask. Options: off, on-miss, always.")]
    [InlineData("ask=12345678901234567890123456789012345678901", "\"1234567890123456789012345678901234567890\" is no ask. Options: off, on-miss, always.")]
    public void Who_is_refused_reads_why(string options, string told) =>
        ExecNarrowing.RefusalOf(Current(ExecSecurity.Allowlist, ExecAsk.OnMiss), ExecDirective.Extract("/exec " + options)).ShouldBe(told);

    private static ExecToolSettings Current(ExecSecurity? security, ExecAsk? ask) => new("sandbox", security, ask, null, new HashSet<string>());
}
