using System.Globalization;
using Moltbot.Policy.Addresses;
using Moltbot.Policy.Attachments;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Web;

namespace Moltbot.Runner.Tools;

/// <summary>
/// <c>image</c>: reads a picture, in parts where it is large: a file of the workspace in the sandbox, by no link, or what is at an address of the open internet,
/// asked for as pages are. What it is, its first bytes say; what a model is asked about it is the silo's matter.
/// </summary>
internal sealed class ImageTool(WebFetcher web, KeptPictures kept) : IRunnerTool
{
    /// <inheritdoc/>
    public string Name => "image";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        if (call.Params.Picture is { } part)
        {
            return kept.Find(call.Params.Context, part.CallId) is { } picture && part.From >= 0 && part.From < picture.Length
                ? Next(call, picture, part)
                : throw new ToolRefusal("that part of the picture is not there any more");
        }

        var wanted = PictureReference.Read(call.Arguments.Text("image"));
        var read = wanted?.Place switch
        {
            PicturePlace.File => await OfFile(call, wanted.Text),
            PicturePlace.Address => await OfAddress(call, wanted.Text),
            _ => throw new ToolRefusal("\"image\" has to be a path in the workspace or an address (http, https)"),
        };
        if (read.Failure is { } failure)
        {
            return failure;
        }

        var bytes = read.Bytes;
        if (Pictures.TypeOf(bytes.Span) is null)
        {
            return call.Failed($"it is no {Pictures.Kinds}");
        }

        var first = PictureParts.From(bytes, 0);
        if (first.Length < bytes.Length)
        {
            kept.Keep(call.Params, bytes);
        }

        return Part(call, bytes, first);
    }

    private ToolRunResult Next(ToolCall call, ReadOnlyMemory<byte> picture, ToolPicturePart wanted)
    {
        var next = PictureParts.From(picture, wanted.From);
        if (wanted.From + next.Length == picture.Length)
        {
            kept.Free(call.Params.Context, wanted.CallId);
        }

        return Part(call, picture, next);
    }

    private static ToolRunResult Part(ToolCall call, ReadOnlyMemory<byte> picture, ReadOnlyMemory<byte> part) => call.Done("") with
    {
        Picture = new ToolPicture { Bytes = picture.Length, Data = part },
    };

    private static async Task<(ReadOnlyMemory<byte> Bytes, ToolRunResult? Failure)> OfFile(ToolCall call, string text)
    {
        const int MaxChars = (Pictures.MaxBytes / 3 * 4) + 8;
        var path = SandboxPath.Of(text, call.Place);
        var end = await call.Start(FileScripts.Command(FileScripts.ReadBytes, path, Pictures.MaxBytes.ToString(CultureInfo.InvariantCulture)), MaxChars);
        var bytes = new byte[end.Output.Text.Length];
        return end.ExitCode != 0 ? (default, call.Failed(FileScripts.Problem(end.ExitCode, path)))
            : Convert.TryFromBase64String(end.Output.Text, bytes, out var count) ? (bytes.AsMemory(0, count), null)
            : (default, call.Failed($"{path} could not be read"));
    }

    private async Task<(ReadOnlyMemory<byte> Bytes, ToolRunResult? Failure)> OfAddress(ToolCall call, string text)
    {
        if (!WebAddress.TryParse(text, out var address, out var refusal))
        {
            throw new ToolRefusal($"the picture was not asked for: {refusal}");
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Deadline, call.Cancelled);
        try
        {
            var page = await web.Get(WebContent.Picture, address, call.Params.Fetch ?? new ToolFetchLimits(), either.Token);
            return page.Status is < 200 or > 299 ? (default, call.Failed(string.Create(CultureInfo.InvariantCulture, $"the picture cannot be had: its server answered {page.Status}")))
                : page.IsCut || page.Body.Length > Pictures.MaxBytes ? (default, call.Failed(string.Create(CultureInfo.InvariantCulture, $"the picture has more than {Pictures.MaxBytes} bytes")))
                : (page.Body, null);
        }
        catch (WebFailure failure) when (!failure.IsAsked)
        {
            throw new ToolRefusal($"the picture was not asked for: {failure.Message}");
        }
        catch (WebFailure failure)
        {
            return (default, call.Failed($"the picture cannot be had: {failure.Message}"));
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return (default, call.Cancelled.IsCancellationRequested
                ? call.Failed("it was cancelled") with { Outcome = ToolOutcomes.Cancelled }
                : call.Failed("the picture did not come in time") with { Outcome = ToolOutcomes.Timeout });
        }
    }
}
