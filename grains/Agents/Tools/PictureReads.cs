using System.Globalization;
using System.Text.Json;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Policy.Attachments;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Has the runner of an agent read a picture for a call of <c>image</c> that was decided and is on record, part by part. To read has no effect, so what is unknown
/// of it has failed.
/// </summary>
internal sealed class PictureReads(RunnerCalls calls, TimeProvider time)
{
    /// <summary>For a file, and beyond that or a page's own time for all that is left to be sent, milliseconds.</summary>
    private const int TimeoutMs = 60_000;

    /// <summary>Parts of one picture. A runner sends as few bytes as an eighth of <see cref="ToolPicture.MaxPart"/> where they would not fit as they are written.</summary>
    private const int MostParts = 200;

    /// <summary>The bytes of a picture, wherever it is.</summary>
    /// <param name="context">For whom, and by which call.</param>
    /// <param name="place">Where the session's tools run.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="cancellationToken">Ends it on the runner too.</param>
    public async Task<(byte[]? Bytes, ToolResult? Failure)> Of(ToolContext context, ToolPlace place, PictureReference picture, CancellationToken cancellationToken)
    {
        if (picture.Place != PicturePlace.Data)
        {
            return await Read(context, place, picture, cancellationToken);
        }

        try
        {
            return (Pictures.Decode(picture.Text), null);
        }
        catch (FormatException bad)
        {
            return (null, ToolResult.NotRun(bad.Message));
        }
    }

    /// <summary>The bytes, at most <see cref="Pictures.MaxBytes"/>; or why there are none, for the model.</summary>
    /// <param name="context">For whom, and by which call.</param>
    /// <param name="place">Where the session's tools run.</param>
    /// <param name="picture">A file or an address.</param>
    /// <param name="cancellationToken">Ends it on the runner too.</param>
    private async Task<(byte[]? Bytes, ToolResult? Failure)> Read(ToolContext context, ToolPlace place, PictureReference picture, CancellationToken cancellationToken)
    {
        // Judged by the arguments before; here by what is asked for.
        if (picture.Place == PicturePlace.Address && place.Fetch is null)
        {
            return (null, ToolResult.NotRun(RunnerTool.NoFetch));
        }

        if (await calls.Lease(context, place) is not { } runner)
        {
            return (null, ToolResult.NotRun("no runner is connected"));
        }

        ToolRunParams first = Params(context, place, picture, context.CallId!);
        byte[] bytes = [];
        int read = 0;
        long since = time.GetTimestamp();
        for (int parts = 0; parts < MostParts; parts++)
        {
            int left = first.TimeoutMs + TimeoutMs - (int)time.GetElapsedTime(since).TotalMilliseconds;
            if (left < 1)
            {
                return (null, new ToolResult("The picture was not read: it did not come in time.", IsError: true));
            }

            ToolRunParams next = read == 0 ? first : first with
            {
                CallId = Guid.NewGuid().ToString(),
                TimeoutMs = Math.Min(TimeoutMs, left),
                Picture = new ToolPicturePart { CallId = first.CallId, From = read },
            };
            RunnerAnswer answer = await calls.Make(context, runner, NodeCommands.ToolsRun, next, cancellationToken);
            if (answer.Result?.Picture is not { } part || answer.Result.IsError)
            {
                return (null, Failure(answer));
            }

            // A runner is believed as little as a program: it may say more than it was asked for.
            if (read == 0)
            {
                bytes = part.Bytes is > 0 and <= Pictures.MaxBytes ? new byte[part.Bytes] : [];
            }

            if (part.Bytes != bytes.Length || part.Data.IsEmpty || part.Data.Length > bytes.Length - read)
            {
                break;
            }

            part.Data.CopyTo(bytes.AsMemory(read));
            read += part.Data.Length;
            if (read == bytes.Length)
            {
                return (bytes, null);
            }
        }

        return (null, new ToolResult("The picture could not be read.", IsError: true));
    }

    private static ToolRunParams Params(ToolContext context, ToolPlace place, PictureReference picture, string callId) => new()
    {
        CallId = callId,
        Tool = ImageTool.Name,
        Arguments = JsonElement.Parse(ToolJson.Text(ToolJson.Of((ImageTool.Name, picture.Text)))),
        Context = context.For(place),
        TimeoutMs = picture.Place == PicturePlace.Address && place.Fetch is { } fetch ? fetch.TimeoutSeconds * 1000 : TimeoutMs,
        Fetch = RunnerTools.Limits(place.Fetch),
        MaxOutputChars = ToolResult.MaxShown,
    };

    private static ToolResult Failure(RunnerAnswer answer) => answer switch
    {
        { Kind: RunnerAnswerKind.NotSent } => ToolResult.NotRun(answer.Why!),
        { Result: { Outcome: ToolOutcomes.Refused or ToolOutcomes.Unavailable } refused } => ToolResult.NotRun(ToolResult.Shorten(refused.Text)),
        { Result: { } result } => new ToolResult(string.Create(CultureInfo.InvariantCulture, $"The picture was not read: {ToolResult.Shorten(result.Text)}."), IsError: true),
        _ => new ToolResult($"The picture was not read: {ToolResult.Shorten(answer.Why ?? "the runner did not say why")}.", IsError: true),
    };
}
