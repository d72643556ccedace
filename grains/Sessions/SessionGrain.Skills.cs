using System.Text.Json;
using System.Text;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Grains.Skills;
using Moltbot.Models.Calls;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Skills.Answers;

namespace Moltbot.Grains.Sessions;

/// <content>
/// Skills that answer without a model. What they do outside is in the transcript before it is done, like a tool call, and is not done again
/// by itself: a run that was cut off in it says so.
/// </content>
internal sealed partial class SessionGrain
{
    /// <summary>What a call of a skill is named in the transcript.</summary>
    private const string SkillCallName = "api_call";

    /// <summary>The answer of an approved skill; null when none answers and a model is asked.</summary>
    private async Task<TurnResult?> AnswerBySkill(
        ActiveRun run, RunEvents events, ConfigDocument document, ModelTargets models, TimeZoneInfo zone, string message, bool resumed)
    {
        if (run.IsBegun)
        {
            if (_ledger.State.Begun!.Skill is not { } begun)
            {
                return null;
            }

            await events.Started(resumed);
            return SaidBySkill(run, $"The skill {begun} was cut off while it worked. Nobody knows what came of it, so it was not repeated.");
        }

        if (!MaySkillAnswer(run) || await _services.Skills.Find(Peer<ISkillsGrain>(), Tenant, document, message) is not { } found)
        {
            return null;
        }

        await Record(run.Request, "skill.answer", found.Skill.Name);
        await events.Started(resumed);
        run.Skill = found.Skill.Name;
        DateTimeOffset now = TimeZoneInfo.ConvertTime(Time.GetUtcNow(), zone);
        var answer = new SkillRun(found.Skill, found.Match, new SkillFacts
        {
            Message = message,
            Now = now,
            Zone = zone.Id,
            UserId = run.Request.Sender?.Id,
            UserName = run.Request.Sender?.Name,
            Username = run.Request.Sender?.Username,
            Entry = found.Entry,
        });
        return await Follow(answer, run, events, document, models);
    }

    /// <summary>Does what the skill asks for, one after the other, until it has answered.</summary>
    private async Task<TurnResult> Follow(SkillRun answer, ActiveRun run, RunEvents events, ConfigDocument document, ModelTargets models)
    {
        var record = new RunRecord(this, run);
        var listener = new RunListener(events, run, VerboseOf(_ledger.Entry, document));
        for (int calls = 1; ; calls++)
        {
            // A run's calls have ids of their own: the transcript finds a result by its call's.
            string id = $"{run.RunId}-skill-{calls}";
            switch (answer.Next())
            {
                case SkillStep.Call step:
                    await Perform(new ToolCall(id, SkillCallName, Described(run.Skill!, step.Request)), call => CallOut(step.Request, call, listener, run));
                    break;
                case SkillStep.Tool step:
                    await Perform(new ToolCall(id, step.Name, step.ArgumentsJson), call => _services.Agent.CallOne(ToolContextOf(run, models, document), call, listener, record, run.Stop));
                    break;
                case SkillStep.Reply reply:
                    return SaidBySkill(run, reply.Text);
                case SkillStep.Failure failure:
                    LogSkillFailed(run.Skill!);
                    return SaidBySkill(run, failure.Text);
            }
        }

        async Task Perform(ToolCall call, Func<ToolCall, Task<ToolResult>> act)
        {
            await Peer<IAuditGrain>().Append(new[]
            {
                Auditing.Entry($"skill.call:{run.Batch.Lead.Order}:{call.Id}", Now, run.Request.Principal, "skill.call", _sessionKey!, ("skill", run.Skill), ("call", call.Name), ("runId", run.RunId)),
            });
            await record.Began([call]);
            ToolResult result = await act(call);
            run.Stop.ThrowIfCancellationRequested();
            await record.Ended(call, result);
            if (result.IsError)
            {
                answer.Failed(result.Text);
            }
            else
            {
                answer.Succeeded(result.Text);
            }
        }
    }

    private async Task<ToolResult> CallOut(SkillCall request, ToolCall call, RunListener listener, ActiveRun run)
    {
        await listener.ToolStarted(call.Id, call.Name, call.ArgumentsJson);
        ToolResult result;
        try
        {
            result = new ToolResult(
                await _services.Skills.Calls.SendAsync(
                    new PublicCall { Method = request.Method, Address = request.Address, Headers = request.Headers, Body = request.Body, ContentType = request.ContentType, Timeout = request.Timeout },
                    run.Stop),
                IsError: false);
        }
        catch (PublicCallException failed)
        {
            result = new ToolResult(failed.Message, IsError: true);
        }

        await listener.ToolEnded(call.Id, call.Name, result.Text, result.IsError);
        return result;
    }

    /// <summary>What a model is asked where somebody calls a skill by name; or what they are told, where there is none that they could mean.</summary>
    private async Task<(string? Asked, string? None)> CallOf(SkillRequest called, ConfigDocument document)
    {
        IReadOnlyList<ToldSkill> skills = [.. (await _services.Skills.Told(Peer<ISkillsGrain>(), Tenant, document)).Where(static skill => skill.IsForPeople)];
        return skills.FirstOrDefault(skill => called.Names(skill.Name)) is { } skill ? (called.Prompt(skill.Name), null)
            : (null, (called.Name.Length == 0 ? "Name a skill: /skill <name> [request]." : $"There is no skill \"{Preview.Of(called.Name, 40)}\" to call.")
                + (skills.Count == 0 ? " None is there." : $" There are: {string.Join(", ", skills.Select(static skill => skill.Name))}."));
    }

    /// <summary>
    /// A person's own words, alone: what hooks and jobs bring in is written by programs and others, and several messages at once, or one with
    /// pictures, are more than a trigger is about.
    /// </summary>
    private static bool MaySkillAnswer(ActiveRun run) =>
        run.Request is { Origin: TurnOrigin.Chat or TurnOrigin.Channel or TurnOrigin.Agent or TurnOrigin.Http or TurnOrigin.Node, HasMedia: false, Attachments.Count: 0 }
        && run.Batch.Turns.Count == 1 && run.Batch.Summarized.Count == 0;

    private TurnResult SaidBySkill(ActiveRun run, string text) => new()
    {
        State = RunState.Ok,
        Entries = [.. run.UserEntries, TranscriptEntries.Assistant(text, Now, run.RunId, new AssistantDetails { StopReason = "stop", Usage = new TokenUsage() })],
    };

    /// <summary>Where a call goes. Neither headers nor the body, which may hold secrets.</summary>
    private static string Described(string skill, SkillCall call)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("skill", skill);
            json.WriteString("method", call.Method);
            json.WriteString("url", call.Address.AbsoluteUri);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The skill {Skill} could not answer")]
    private partial void LogSkillFailed(string skill);
}
