using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>When the typing sign is shown (<c>typingMode</c>); it always ends with the run.</summary>
public sealed class TypingTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelGate _gate = new();
    private readonly ConcurrentQueue<bool> _shown = [];
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(null, ChatKind.Direct, true, true)]
    [InlineData(null, ChatKind.Group, true, true)]
    [InlineData(null, ChatKind.Group, false, false)]
    [InlineData("instant", ChatKind.Group, false, true)]
    [InlineData("message", ChatKind.Direct, true, false)]
    [InlineData("thinking", ChatKind.Direct, true, false)]
    [InlineData("never", ChatKind.Direct, true, false)]
    public async Task The_mode_says_whether_the_sign_is_there_before_the_model_says_anything(string? mode, ChatKind kind, bool isAddressed, bool expected)
    {
        await using SessionHost silo = await Start(mode);
        _model.Enqueue(ModelReply.Text("an answer").HeldBy(_gate));
        await Write(silo, kind, isAddressed);
        await _gate.Reached;
        bool[] before = [.. _shown];
        _gate.Open();
        await silo.Events.Outcome("tg:1");

        before.ShouldBe(expected ? [true] : []);
        _shown.ShouldBe(mode == "never" ? [] : [true, false]);
    }

    [Theory]
    [InlineData("thinking", true)]
    [InlineData("message", false)]
    public async Task A_thought_shows_it_only_where_thinking_counts(string mode, bool expected)
    {
        await using SessionHost silo = await Start(mode);
        _model.Enqueue(ModelReply.Empty.ThenReasoning("hm").ThenGate(_gate).ThenText("an answer"));
        await Write(silo, ChatKind.Direct, isAddressed: true);
        await _gate.Reached;
        if (expected)
        {
            await silo.Events.Next(static e => e is GrainInterfaces.Events.ChannelWorkEvent { Typing: true }, "the sign");
        }

        bool[] before = [.. _shown];
        _gate.Open();
        await silo.Events.Outcome("tg:1");

        before.ShouldBe(expected ? [true] : []);
        _shown.ShouldBe([true, false]);
    }

    [Fact]
    public async Task An_answer_that_says_nothing_shows_nothing()
    {
        await using SessionHost silo = await Start("message");
        _model.Enqueue(ModelReply.Text("NO_", "REPLY"));
        await Write(silo, ChatKind.Group, isAddressed: false);
        await silo.Events.Outcome("tg:1");

        _shown.ShouldBeEmpty();
    }

    private Task<SessionHost> Start(string? mode) => SessionHost.Start(
        _folder.Path,
        _model,
        config: SessionHost.ConfigFor(_model, mode is null ? "" : $$"""session: { typingMode: "{{mode}}" }"""),
        more: services => services.AddSingleton<IIncomingGrainCallFilter>(new Signs(_shown)));

    private static Task<TurnReceipt> Write(SessionHost silo, ChatKind kind, bool isAddressed) => silo.Say("hi", "tg:1", change: turn => turn with
    {
        Origin = TurnOrigin.Channel,
        IsAddressed = isAddressed,
        Sender = new InboundSender { Id = "7", Name = "Ann" },
        ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "42", ChatKind = kind },
    });

    private sealed class Signs(ConcurrentQueue<bool> shown) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName == nameof(IChannelAccountGrain.SetTyping))
            {
                shown.Enqueue((bool)context.Request.GetArgument(2)!);
            }

            return context.Invoke();
        }
    }
}
