using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Models.Calls;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Skills;

/// <summary>Messages that a skill answers, without a model.</summary>
public sealed class SkillAnswerTests : IDisposable
{
    private const string Weather = """
        name: weather
        description: The weather
        triggers: [{ pattern: '^weather in (?<place>\w+)$' }]
        actions:
          - type: api_call
            url: https://api.weather.example/${match.place}
            map: { temperature: now.temp }
            on_error: Nobody knows the weather in ${match.place}.
        reply: "${match.place}: ${result.temperature} °C"
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Weatherman _weatherman = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_approved_skill_answers_without_a_model_and_one_that_is_not_does_not()
    {
        await using SessionHost host = await Start();
        SkillViewOf(await host.Install(InstalledSkills.Hello));
        (await host.Ask("Hello there", "r0", change: FromAnn)).Texts[0].ShouldContain("model", Case.Insensitive, "what is missing to answer");

        await host.Teach(InstalledSkills.Hello);
        RunStatus answered = await host.Ask("Well, hello there!", "r1", change: FromAnn);
        (answered.State, answered.Texts[0], answered.Model).ShouldBe((RunState.Ok, "Hello, Ann!", null));
        (await host.Transcript()).TakeLast(2).ShouldBe(["user: Well, hello there!", "assistant: Hello, Ann!"]);
        (await host.Outbox()).ShouldBe(2);

        await host.Skills().Disable("hello");
        (await host.Ask("hello there", "r2", change: FromAnn)).Texts[0].ShouldNotContain("Hello, Ann!");
        (await host.AuditedSkills()).Count(static action => action == "skill.answer").ShouldBe(1);
    }

    [Fact]
    public async Task The_configuration_switches_a_skill_off()
    {
        await using SessionHost host = await Start("{ skills: { entries: { hello: { enabled: false } } } }");
        await host.Teach(InstalledSkills.Hello);
        (await host.Ask("hello there", "r1", change: FromAnn)).Texts[0].ShouldNotContain("Hello, Ann!");
    }

    [Fact]
    public async Task A_call_is_in_the_transcript_before_it_is_made_and_its_answer_is_said()
    {
        await using SessionHost host = await Start();
        await host.Teach(Weather);
        IReadOnlyList<string> before = [];
        _weatherman.OnCall = async () => before = await host.Transcript();

        (await host.Ask("weather in Oslo", "r1", change: FromAnn)).Texts.ShouldBe(["Oslo: -4.5 °C"]);
        _weatherman.Asked.ShouldHaveSingleItem().Address.AbsoluteUri.ShouldBe("https://api.weather.example/Oslo");
        before.Count.ShouldBe(2);
        before[0].ShouldBe("user: weather in Oslo");
        (await host.Transcript()).Count.ShouldBe(4);
        (await host.Transcript())[^1].ShouldBe("assistant: Oslo: -4.5 °C");
        (await host.AuditedSkills()).Order(StringComparer.Ordinal).ShouldBe(["skill.answer", "skill.call", "skills.approve", "skills.install"]);
    }

    [Fact]
    public async Task A_call_that_fails_is_told_in_the_skills_own_words()
    {
        await using SessionHost host = await Start();
        await host.Teach(Weather);
        _weatherman.Failure = new PublicCallException("api.weather.example answered 500", mayHaveHadEffect: true);
        RunStatus told = await host.Ask("weather in Oslo", "r1", change: FromAnn);
        (told.State, told.Texts[0]).ShouldBe((RunState.Ok, "Nobody knows the weather in Oslo."));
    }

    [Fact]
    public async Task A_call_that_a_restart_cut_off_is_not_made_again()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (SessionHost host = await Start())
        {
            await host.Teach(Weather);
            _weatherman.OnCall = async () =>
            {
                begun.TrySetResult();
                await new TaskCompletionSource().Task.WaitAsync(_weatherman.Cancelled);
            };
            await host.Say("weather in Oslo", "r1", change: FromAnn);
            await begun.Task.InTime();
        }

        _weatherman.OnCall = static () => Task.CompletedTask;
        await using SessionHost again = await Start();
        (await again.Events.Outcome("r1")).Texts.ShouldBe(["The skill weather was cut off while it worked. Nobody knows what came of it, so it was not repeated."]);
        _weatherman.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_tool_of_a_skill_is_decided_like_any_other()
    {
        await using SessionHost host = await Start("{ tools: { deny: ['read'] } }");
        await host.Teach("name: reader\ntriggers: [read it]\nactions: [{ type: run_tool, tool: read, params: { path: notes.md } }]\n");
        (await host.Ask("read it", "r1", change: FromAnn)).Texts[0].ShouldStartWith("The skill reader could not answer: This did not run: ");
    }

    [Theory]
    [InlineData(TurnOrigin.Hook)]
    [InlineData(TurnOrigin.Cron)]
    public async Task What_programs_write_starts_no_skill(TurnOrigin origin)
    {
        await using SessionHost host = await Start();
        await host.Teach(InstalledSkills.Hello);
        (await host.Ask("hello there", "r1", change: request => request with { Origin = origin })).Texts[0].ShouldNotContain("Hello, Ann!");
    }

    [Fact]
    public async Task What_no_trigger_fits_goes_to_the_model()
    {
        await using SimulatedModelProvider model = await SimulatedModelProvider.StartAsync();
        model.Enqueue(ModelReply.Text("I am a model."));
        await using SessionHost host = await Start(SessionHost.ConfigFor(model));
        await host.Teach(InstalledSkills.Hello);
        (await host.Ask("hello there", "r1", change: FromAnn)).Texts.ShouldBe(["Hello, Ann!"]);
        model.Requests.ShouldBeEmpty();
        (await host.Ask("who are you?", "r2", change: FromAnn)).Texts.ShouldBe(["I am a model."]);
        model.Requests[^1].Body.ToString().ShouldContain("Hello, Ann!", Case.Sensitive, "the conversation goes on");
    }

    private static TurnRequest FromAnn(TurnRequest request) => SessionHost.Delivered(request) with { Sender = new InboundSender { Id = "7", Name = "Ann" } };

    private static void SkillViewOf(GrainInterfaces.Skills.SkillChange change) => change.Refusal.ShouldBeNull();

    private Task<SessionHost> Start(string? config = null) => SessionHost.Start(
        _folder.Path, model: null, config: config, more: services => services.AddSingleton<IPublicCalls>(_weatherman));

    /// <summary>Answers calls.</summary>
    private sealed class Weatherman : IPublicCalls
    {
        public List<PublicCall> Asked { get; } = [];

        public Func<Task> OnCall { get; set; } = static () => Task.CompletedTask;

        public PublicCallException? Failure { get; set; }

        public CancellationToken Cancelled { get; private set; }

        public async Task<string> SendAsync(PublicCall call, CancellationToken cancellationToken)
        {
            Asked.Add(call);
            Cancelled = cancellationToken;
            await OnCall();
            return Failure is null ? """{"now":{"temp":-4.5}}""" : throw Failure;
        }
    }
}
