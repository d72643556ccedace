using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Approvals;

/// <summary>What its asker does not want any more does not begin, whatever was said of it; attack E12.</summary>
public sealed class WithdrawalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("allow-once")]
    [InlineData("allow-session")]
    public async Task What_was_allowed_and_withdrawn_does_not_run_and_not_after_a_restart(string decision)
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway))
        {
            var asking = new Asking(host);
            await asking.Ask();
            await asking.Answer(decision);
            (await asking.AsGrain().Withdraw()).ShouldBeTrue();
            (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
            (await asking.AsGrain().Withdraw()).ShouldBeFalse("nothing is left to withdraw");
            (await asking.Records("exec.approval.withdraw")).ShouldHaveSingleItem();
        }

        await using GrainHost next = await GrainHost.Start(_folder.Path, Asking.Gateway);
        (await new Asking(next).AsGrain().Redeem(Asking.Call())).ShouldBeNull();
    }

    [Fact]
    public async Task A_clients_own_grant_ends_with_its_withdrawal()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        var request = new ApprovalRequest { Command = "ls" };
        (await asking.As("device:ann").Open("a1", request)).Refusal.ShouldBeNull();
        await asking.Answer("allow-once");
        (await asking.AsGrain().Withdraw()).ShouldBeTrue();
        (await asking.AsGrain().RedeemOwn(request, "device:ann")).ShouldBeNull();
    }

    [Fact]
    public async Task What_would_run_unanswered_does_not_when_it_was_withdrawn()
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time);
        var asking = new Asking(host);
        (await asking.Editor.Write("""{ "version": 1, "defaults": { "askFallback": "full" } }""", null)).Error.ShouldBeNull();
        await asking.Ask();
        time.Advance(TimeSpan.FromMinutes(5));

        (await asking.AsGrain().Withdraw()).ShouldBeTrue();
        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
    }

    [Theory]
    [InlineData("redeemed")]
    [InlineData("deny")]
    [InlineData("over")]
    [InlineData("never asked")]
    public async Task Where_nothing_can_begin_there_is_nothing_to_withdraw(string end)
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time);
        var asking = new Asking(host);
        if (end != "never asked")
        {
            await asking.Ask();
            await asking.Answer(end == "deny" ? "deny" : "allow-once");
        }

        if (end == "redeemed")
        {
            (await asking.AsGrain().Redeem(Asking.Call())).ShouldNotBeNull();
        }
        else if (end == "over")
        {
            time.Advance(TimeSpan.FromMinutes(10));
        }

        (await asking.AsGrain().Withdraw()).ShouldBeFalse();
        (await asking.Records("exec.approval.withdraw")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_withdrawals_and_redemptions_at_once_one_succeeds()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        for (int round = 0; round < 8; round++)
        {
            string id = "race-" + round;
            await asking.Ask(id);
            await asking.Answer("allow-once", id: id);

            bool[] done = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
                i % 2 == round % 2 ? await asking.AsGrain(id).Withdraw() : await asking.AsGrain(id).Redeem(Asking.Call()) is not null))).InTime();

            done.Count(static each => each).ShouldBe(1);
            int begun = (await asking.Records("exec.approval.redeem")).Count(record => record.Entry.Target == id);
            int withdrawn = (await asking.Records("exec.approval.withdraw")).Count(record => record.Entry.Target == id);
            (begun + withdrawn).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_withdrawal_that_could_not_be_stored_is_none()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        await asking.Ask();
        await asking.Answer("allow-once");
        await asking.Ended();
        host.Rows.Fails = static state => state == "approval";
        await Should.ThrowAsync<Exception>(() => asking.AsGrain().Withdraw());
        host.Rows.Fails = static _ => false;

        (await asking.AsGrain().Redeem(Asking.Call())).ShouldNotBeNull();
    }
}
