using System.Text.Json;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>Commands that tell what is, and the one that makes a conversation shorter.</summary>
public sealed class ReportCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;
    private SessionHost _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        string many = string.Join(", ", Enumerable.Range(1, 41).Select(static n => $$"""{ id: "n{{n:00}}", name: "N" }"""));
        _silo = await SessionHost.Start(_folder.Path, _model, config: $$"""
            {
              models: { providers: {
                fake: { baseUrl: "{{_model.BaseUrl}}", apiKey: "k", api: "openai-completions", models: [{ id: "m1", name: "One" }] },
                other: { baseUrl: "{{_model.BaseUrl}}", apiKey: "k", api: "openai-completions", models: [{{many}}] } } },
              agents: { defaults: { model: { primary: "fake/m1" } } }, messages: { queue: { debounceMs: 0 } },
            }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Models_are_listed_by_provider_and_by_page()
    {
        (await Ask("/models")).ShouldBe("Providers:\n- fake (1)\n- other (41)\nUse: /models <provider>\nSwitch: /model <provider/model>");
        string first = await Ask("/models other");
        first.ShouldStartWith("Models (other), page 1 of 3, 41 in total:\n- other/n01\n");
        first.ShouldContain("\nMore: /models other 2\n");
        first.ShouldNotContain("n21");
        (await Ask("/models OTHER page=3")).ShouldBe("Models (other), page 3 of 3, 41 in total:\n- other/n41\nSwitch: /model other/n41");
        (await Ask("/models other 3 all")).Split('\n').Count(static line => line.StartsWith('-')).ShouldBe(41);
        (await Ask("/models other 4")).ShouldBe("Page out of range: 4 (valid: 1-3)");
        (await Ask("/models nobody")).ShouldBe("Unknown provider: nobody\n\nAvailable: fake, other");
        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_context_is_told_by_its_parts()
    {
        await Ask("hello there");

        (await Ask("/context")).ShouldContain("Conversation: 2 messages");
        (await Ask("/context detail")).ShouldContain("\n- session_status: ");
        using JsonDocument report = JsonDocument.Parse(await Ask("/context json"));
        report.RootElement.GetProperty("model").GetString().ShouldBe("fake/m1");
        report.RootElement.GetProperty("systemPromptChars").GetInt32()
            .ShouldBe(_model.Requests[0].Body.GetProperty("messages")[0].GetProperty("content").GetString()!.Length);
        (await Ask("/context all")).ShouldBe("Usage: /context [list|detail|json]");
    }

    [Fact]
    public async Task Compacting_leaves_the_last_messages_and_is_on_record()
    {
        await Ask("one");
        await Ask("two");
        await Ask("three");

        (await Ask("/compact 0")).ShouldStartWith("Usage: /compact");
        (await Ask("/compact 99999999999")).ShouldStartWith("Usage: /compact");
        (await Ask("/compact 20")).ShouldBe("Nothing to leave out: the conversation has 8 messages.");
        (await Ask("/compact 4")).ShouldBe("The last 4 messages stay in the conversation; 5 are left out and kept in the archive.");

        await Ask("four");
        _model.Requests[^1].Body.GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("content").GetString())
            .ShouldNotContain(static text => text!.EndsWith("one", StringComparison.Ordinal) || text.EndsWith("two", StringComparison.Ordinal));
        (await _silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(10)).ShouldHaveSingleItem().Entry.Action.ShouldBe("session.compact");
        (await _silo.Session().Entry())!.CompactionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Compacting_without_a_number_summarises_what_was_said_before()
    {
        (await Ask("/compact")).ShouldBe("Nothing to summarise: the conversation is too short.");
        await Ask("one");
        (await Ask("/compact")).ShouldBe("Nothing to summarise: the conversation is too short.");
        await Ask("two");
        await Ask("three");
        _model.Enqueue(ModelReply.Text("All of it, in short."));

        (await Ask("/compact the budget\nand more")).ShouldStartWith("Compacted: 4 messages are summarised, about ");

        SimulatedModelRequest asked = _model.Requests[^1];
        asked.Body.TryGetProperty("tools", out _).ShouldBeFalse();
        asked.Body.GetProperty("messages")[0].GetProperty("content").GetString().ShouldEndWith("\nPay attention to this in particular: the budget");
        (await _silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(10)).ShouldHaveSingleItem().Entry.Action.ShouldBe("session.compact");
        (await _silo.Session().Entry())!.CompactionCount.ShouldBe(1);
        (await Ask("/status")).ShouldContain("\nCompactions: 1\n");
        (await _silo.Transcript()).Count(static line => line.StartsWith("user", StringComparison.Ordinal)).ShouldBe(3, "the history stays");

        await Ask("four");
        string[] told = [.. _model.Requests[^1].Body.GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("content").GetString()!)];
        told.Length.ShouldBe(5);
        told[1].ShouldContain("All of it, in short.");
        told[2].ShouldEndWith("three");
        told[4].ShouldEndWith("four");
    }

    [Fact]
    public async Task What_cannot_be_summarised_stays_as_it_is()
    {
        await Ask("one");
        await Ask("two");
        _model.Enqueue(ModelReply.Text(" "));

        (await Ask("/compact")).ShouldStartWith("The conversation could not be summarised, and nothing was changed. With a number, such as /compact 20,");

        (await _silo.Session().Entry())!.CompactionCount.ShouldBe(0);
        _silo.Configurations.Set("{}");
        (await Ask("/compact")).ShouldStartWith("There is no model to summarise with. With a number");
    }

    [Fact]
    public async Task A_summary_that_somebody_asked_for_can_be_stopped()
    {
        await Ask("one");
        await Ask("two");
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("short").HeldBy(gate));
        await _silo.Say("/compact", "compacting");
        await gate.Reached;

        (await _silo.Session().Abort("compacting", "rpc")).Aborted.ShouldBeTrue();
        (await _silo.Events.Outcome("compacting")).State.ShouldBe(RunState.Aborted);
        gate.Open();

        (await _silo.Session().Entry())!.CompactionCount.ShouldBe(0);
        (await _silo.Transcript()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Who_may_give_no_commands_has_nothing_summarised()
    {
        await Ask("one");
        await Ask("two");

        await _silo.Ask("/compact", "r9", change: static request => request with { CommandsAllowed = false });

        (await _silo.Session().Entry())!.CompactionCount.ShouldBe(0);
        _model.Requests[^1].Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString().ShouldEndWith("/compact");
    }

    [Fact]
    public async Task Help_names_every_command_that_is_answered()
    {
        string help = await Ask("/help");

        foreach (string name in new[] { "/status", "/think [off|minimal|low|medium|high|xhigh]", "/usage [off|tokens|full|cost]", "/approve [id]", "/context", "/models", "/stop" })
        {
            help.ShouldContain(name);
        }

        help.ShouldNotContain("/bash");
        help.ShouldNotContain("/dock");
    }

    private int _asked;

    private async Task<string> Ask(string text) => (await _silo.Ask(text, $"r{++_asked}")).Texts.Single();
}
