using Moltbot.Models.Failover;
using Moltbot.Models.Providers;
using Moltbot.TestSupport.Models;

namespace Moltbot.Models.Tests.Failover;

public sealed class CooldownTests
{
    private static readonly ModelProfile A = new("sim:a", "api_key", "key-aaaaaa");
    private static readonly ModelProfile B = new("sim:b", "api_key", "key-bbbbbb");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cooling_credential_is_left_alone_until_its_time()
    {
        await using var rig = await ModelRig.StartAsync();
        var request = rig.Ask(new ModelTarget(rig.Options(), "m1") { Profiles = [A, B] }) with { PreferredProfile = A.Id };
        rig.Server.Enqueue(ModelReply.Status(429));
        await rig.Router.AskAsync(request, Stop);

        rig.Time.Advance(TimeSpan.FromSeconds(59));
        var during = await rig.Router.AskAsync(request, Stop);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        var after = await rig.Router.AskAsync(request, Stop);

        rig.Server.Requests.Select(r => r.Key).ShouldBe(["key-aaaaaa", "key-bbbbbb", "key-bbbbbb", "key-aaaaaa"]);
        during.Profile.ShouldBe(B.Id);
        after.Profile.ShouldBe(A.Id);
    }

    [Fact]
    public async Task When_all_cool_the_first_to_be_free_is_asked_after_all()
    {
        await using var rig = await ModelRig.StartAsync();
        var request = rig.Ask(new ModelTarget(rig.Options(), "m1") { Profiles = [A, B] }) with { PreferredProfile = A.Id };
        rig.Server.Enqueue(ModelReply.Status(402), ModelReply.Status(429));
        await Should.ThrowAsync<ModelFailoverException>(() => rig.Router.AskAsync(request, Stop));

        var answer = await rig.Router.AskAsync(request, Stop);

        answer.Profile.ShouldBe(B.Id);
        answer.Attempts.Select(a => (a.Profile, a.Skipped)).ShouldBe([(B.Id, true), (A.Id, true), (B.Id, false)]);
    }

    [Fact]
    public async Task A_cooling_model_gives_way_to_its_fallback()
    {
        await using var rig = await ModelRig.StartAsync();
        var request = rig.Ask(
            new ModelTarget(rig.Options(), "m1") { Profiles = [A] },
            new ModelTarget(rig.Options(id: "spare"), "m9"));
        rig.Server.Enqueue(ModelReply.Status(401));
        await rig.Router.AskAsync(request, Stop);

        (await rig.Router.AskAsync(request, Stop)).Provider.ShouldBe("spare");

        rig.Server.Requests.Select(r => r.Model).ShouldBe(["m1", "m9", "m9"]);
    }

    [Fact]
    public async Task A_model_that_was_only_passed_over_is_asked_before_giving_up()
    {
        await using var rig = await ModelRig.StartAsync();
        var request = rig.Ask(
            new ModelTarget(rig.Options(), "m1") { Profiles = [A] }, new ModelTarget(rig.Options(), "m2") { Profiles = [A] });
        rig.Server.Enqueue(ModelReply.Status(429));

        (await rig.Router.AskAsync(request, Stop)).Model.ShouldBe("m2");

        rig.Server.Requests.Select(r => r.Model).ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public async Task One_tenants_cooldown_is_not_anothers()
    {
        await using var rig = await ModelRig.StartAsync();
        var request = rig.Ask(new ModelTarget(rig.Options(), "m1") { Profiles = [A, B] });
        rig.Server.Enqueue(ModelReply.Status(429));
        await rig.Router.AskAsync(request, Stop);

        var answer = await rig.Router.AskAsync(request with { Tenant = "other" }, Stop);

        answer.Profile.ShouldBe(A.Id);
    }

    [Fact]
    public async Task An_answer_ends_the_cooldown_and_forgets_the_errors()
    {
        await using var rig = await ModelRig.StartAsync();
        var request = rig.Ask(new ModelTarget(rig.Options(), "m1") { Profiles = [A] });
        rig.Server.Enqueue(ModelReply.Status(429));
        await Should.ThrowAsync<ModelFailoverException>(() => rig.Router.AskAsync(request, Stop));

        await rig.Router.AskAsync(request, Stop);

        rig.Healths.Get(ModelRig.Tenant, A.Id).ShouldBe(new ProfileHealth { LastUsed = rig.Time.GetUtcNow() });
    }
}
