using Microsoft.Extensions.AI;
using Moltbot.Models.Failover;
using Moltbot.Models.Providers;
using Moltbot.Models.Usage;
using Moltbot.TestSupport.Models;

namespace Moltbot.Models.Tests.Failover;

public sealed class RouterTests
{
    private static readonly ModelProfile[] Two = [new("sim:a", "api_key", "key-aaaaaa"), new("sim:b", "api_key", "key-bbbbbb")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answer_says_who_gave_it_and_what_it_cost()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("Hello").WithUsage(1_000_000, 100_000, cacheRead: 200_000));
        var model = new ModelOptions { Id = "m1", Cost = new ModelCost(3, 15, 0.3m, 3.75m) };

        var answer = await rig.Router.AskAsync(rig.Ask(new ModelTarget(rig.Options(models: model), "m1")), Stop);

        (answer.Provider, answer.Model, answer.Profile).ShouldBe(("sim", "m1", null));
        answer.Response.Text.ShouldBe("Hello");
        answer.Usage.ShouldBe(new TokenUsage(1_000_000, 100_000, 200_000, 0));
        answer.Cost.ShouldBe(3m + 1.5m + 0.06m);
        answer.Attempts.Single().ShouldSatisfyAllConditions(a => a.Error.ShouldBeNull(), a => a.Skipped.ShouldBeFalse());
    }

    [Fact]
    public async Task A_model_without_a_price_has_no_cost()
    {
        await using var rig = await ModelRig.StartAsync();

        (await rig.Router.AskAsync(rig.Ask(Target(rig)), Stop)).Cost.ShouldBeNull();
    }

    [Fact]
    public async Task A_picture_goes_to_the_models_that_take_one_and_the_others_are_told()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Script = r => r.Model is "blind" or "unknown" ? ModelReply.Status(500) : null;
        var request = rig.Ask(
            new ModelTarget(rig.Options(models: new ModelOptions { Id = "blind" }), "blind"),
            new ModelTarget(rig.Options(), "unknown"),
            new ModelTarget(rig.Options(models: new ModelOptions { Id = "sees", Input = ["text", "image"] }), "sees")) with
        {
            Messages = [new ChatMessage(ChatRole.User, [new TextContent("what is this?"), new DataContent("a cat"u8.ToArray(), "image/png")])],
        };

        await rig.Router.AskAsync(request, Stop);
        await rig.Router.AskAsync(request with { InsistsOnPictures = true }, Stop);

        const string Picture = "YSBjYXQ=";
        rig.Server.Requests.Select(static r => (r.Model, r.Body.ToString().Contains(Picture, StringComparison.Ordinal)))
            .ShouldBe([("blind", false), ("unknown", true), ("sees", true), ("blind", true), ("unknown", true), ("sees", true)]);
        rig.Server.Requests[0].Body.ToString().ShouldContain("this model is not said to take pictures");
        rig.Server.Requests[0].Body.ToString().ShouldContain("what is this?");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    public async Task A_conversation_that_is_refused_with_pictures_is_asked_without_them(int status)
    {
        await using var rig = await ModelRig.StartAsync();
        const string Picture = "YSBjYXQ=";
        rig.Server.Script = r => r.Body.ToString().Contains(Picture, StringComparison.Ordinal) ? ModelReply.Status(status) : null;
        var request = rig.Ask(new ModelTarget(rig.Options(models: new ModelOptions { Id = "m1", Input = ["text", "image"] }), "m1"), Target(rig, "m2")) with
        {
            Messages = [new ChatMessage(ChatRole.User, [new TextContent("what is this?"), new DataContent("a cat"u8.ToArray(), "image/png")])],
        };

        var answer = await rig.Router.AskAsync(request, Stop);

        answer.Model.ShouldBe("m1");
        rig.Server.Requests.Select(static r => r.Model).ShouldBe(["m1", "m1"]);
        rig.Server.Requests[1].Body.ToString().ShouldContain("provider did not take it");
        rig.Server.Requests[1].Body.ToString().ShouldContain("what is this?");

        await Should.ThrowAsync<ModelFailoverException>(() => rig.Router.AskAsync(request with { InsistsOnPictures = true }, Stop));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task The_next_credential_is_asked_before_the_next_model(int status)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Script = r => r.Key == "key-aaaaaa" ? ModelReply.Status(status) : null;

        var answer = await rig.Router.AskAsync(rig.Ask(Target(rig) with { Profiles = Two }, Target(rig, "m2")), Stop);

        (answer.Model, answer.Profile).ShouldBe(("m1", "sim:b"));
        answer.Attempts.Select(a => a.Profile).ShouldBe(["sim:a", "sim:b"]);
        answer.Attempts[0].Error!.Status.ShouldBe(status);
        rig.Server.Requests.Select(r => r.Key).ShouldBe(["key-aaaaaa", "key-bbbbbb"]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task What_another_credential_cannot_help_goes_to_the_next_model(int status)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Script = r => r.Model == "m1" ? ModelReply.Status(status) : null;

        var answer = await rig.Router.AskAsync(rig.Ask(Target(rig) with { Profiles = Two }, Target(rig, "m2")), Stop);

        answer.Model.ShouldBe("m2");
        rig.Server.Requests.Select(r => r.Model).ShouldBe(["m1", "m2"]);
        rig.Healths.Get(ModelRig.Tenant, "sim:a").IsCooling(rig.Time.GetUtcNow()).ShouldBeFalse();
    }

    [Fact]
    public async Task Garbage_stalls_and_breaks_fail_over_too()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(
            ModelReply.Empty.ThenRaw("data: oops\n\n"), ModelReply.Text("a").ThenEnd(), ModelReply.Text("b").ThenBreak(),
            ModelReply.Body("<html>", "text/html"), ModelReply.Text("at last"));
        var targets = Enumerable.Range(1, 5).Select(i => Target(rig, $"m{i}")).ToArray();

        var answer = await rig.Router.AskAsync(rig.Ask(targets), Stop);

        (answer.Model, answer.Response.Text).ShouldBe(("m5", "at last"));
        answer.Attempts.Select(a => a.Error?.Reason).ShouldBe([
            ModelFailureReason.Format, ModelFailureReason.Server, ModelFailureReason.Server, ModelFailureReason.Format, null]);
    }

    [Fact]
    public async Task What_was_shown_of_a_failed_attempt_is_taken_back()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("half an ans").ThenFailure("overloaded_error", "Overloaded"), ModelReply.Text("whole"));

        var events = await rig.Router.StreamAsync(rig.Ask(Target(rig), Target(rig, "m2")), Stop).ToListAsync(Stop);

        var restart = events.FindIndex(e => e.Kind == ModelEventKind.Restart);
        string.Concat(events[..restart].Select(e => e.Update?.Text)).ShouldBe("half an ans");
        string.Concat(events[restart..].Select(e => e.Update?.Text)).ShouldBe("whole");
        events[restart].Attempt!.Model.ShouldBe("m1");
        events[^1].Kind.ShouldBe(ModelEventKind.Answer);
        events[^1].Answer!.Response.Text.ShouldBe("whole");
        events.Count(e => e.Kind == ModelEventKind.Restart).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_left_throws_with_every_attempt()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Default = ModelReply.Status(500);

        var error = await Should.ThrowAsync<ModelFailoverException>(() => rig.Router.AskAsync(rig.Ask(Target(rig), Target(rig, "m2")), Stop));

        error.Attempts.Select(a => a.Model).ShouldBe(["m1", "m2"]);
        error.Last!.Status.ShouldBe(500);
        error.Message.ShouldContain("sim");
    }

    [Fact]
    public async Task No_target_at_all_says_so()
    {
        await using var rig = await ModelRig.StartAsync();

        var error = await Should.ThrowAsync<ModelFailoverException>(() => rig.Router.AskAsync(rig.Ask(), Stop));

        error.Message.ShouldBe("There is no model to ask.");
    }

    [Fact]
    public async Task An_overlong_prompt_asks_nobody_else()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Status(400, """{"error":{"code":"context_length_exceeded","message":"too long"}}"""));

        var error = await Should.ThrowAsync<ModelFailoverException>(
            () => rig.Router.AskAsync(rig.Ask(Target(rig) with { Profiles = Two }, Target(rig, "m2")), Stop));

        error.IsContextOverflow.ShouldBeTrue();
        rig.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wrongly_configured_provider_is_passed_over()
    {
        await using var rig = await ModelRig.StartAsync();
        var wrong = new ModelTarget(rig.Options(id: "wrong") with { BaseUrl = new Uri("ftp://x/") }, "m1");

        var answer = await rig.Router.AskAsync(rig.Ask(wrong, Target(rig)), Stop);

        answer.Provider.ShouldBe("sim");
        answer.Attempts[0].Error!.Message.ShouldContain("models.providers.wrong.baseUrl");
    }

    [Fact]
    public async Task The_callers_abort_fails_nobody_over()
    {
        await using var rig = await ModelRig.StartAsync();
        var gate = new ModelGate();
        rig.Server.Enqueue(ModelReply.Text("well").ThenGate(gate));
        using var abort = new CancellationTokenSource();

        var asking = rig.Router.AskAsync(rig.Ask(Target(rig) with { Profiles = Two }, Target(rig, "m2")), abort.Token);
        await gate.Reached;
        await abort.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
        rig.Server.Requests.Count.ShouldBe(1);
        rig.Healths.Get(ModelRig.Tenant, "sim:a").ShouldBe(default);
    }

    [Fact]
    public async Task A_stall_is_failed_over_after_the_idle_time()
    {
        await using var rig = await ModelRig.StartAsync();
        var gate = new ModelGate();
        rig.Server.Enqueue(ModelReply.Text("well").ThenGate(gate), ModelReply.Text("here I am"));
        var asking = rig.Router.AskAsync(rig.Ask(Target(rig), Target(rig, "m2")), Stop);
        await gate.Reached;
        await rig.Time.WhenArmed(ModelRig.NoRetries.IdleTimeout);

        rig.Time.Advance(ModelRig.NoRetries.IdleTimeout);

        var answer = await asking;
        answer.Response.Text.ShouldBe("here I am");
        answer.Attempts[0].Error!.Reason.ShouldBe(ModelFailureReason.Timeout);
        answer.Attempts[0].Duration.ShouldBe(ModelRig.NoRetries.IdleTimeout);
    }

    private static ModelTarget Target(ModelRig rig, string model = "m1") => new(rig.Options(), model);
}
