using System.Globalization;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Attachments;

namespace Moltbot.Gateway.Channels.Inbound;

/// <summary>
/// Fetches the pictures of a message before it is received, and only where the account says that somebody will answer it: a stranger's cost nothing. What
/// cannot be had is named in the message, which goes on without it.
/// </summary>
/// <param name="allowance">Asks the account how much may be fetched; null for nothing.</param>
/// <param name="fetch">Fetches one picture of at most so many bytes; never throws but when cancelled.</param>
/// <param name="time">The clock between attempts.</param>
internal sealed class InboundPictures(
    Func<InboundMessage, Task<PictureAllowance?>> allowance,
    Func<OfferedPicture, int, CancellationToken, Task<FetchedPicture>> fetch,
    TimeProvider time)
{
    /// <summary>How often one picture is asked for.</summary>
    public const int MostAttempts = 3;

    /// <summary>How long all pictures of a message may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The message as it is to be received.</summary>
    /// <exception cref="Exception">The account could not be asked.</exception>
    public async Task<InboundMessage> With(InboundMessage message, CancellationToken cancellation)
    {
        if (message.Offered.Count == 0)
        {
            return message;
        }

        var offered = message.Offered;
        if (await allowance(message) is not { } allowed)
        {
            return message with { Offered = [] };
        }

        var fetched = await Fetch([.. offered.Take(allowed.Count)], allowed, cancellation);
        var pictures = new List<TurnAttachment>();
        var notes = new List<string>();
        var left = allowed.BytesInAll;
        foreach (var (picture, found) in offered.Zip(fetched))
        {
            if (found.Content is { } content && content.Length <= left && Pictures.TypeOf(content) is { } type)
            {
                left -= content.Length;
                pictures.Add(new TurnAttachment { MimeType = type, Content = content, FileName = picture.Name });
            }
            else
            {
                notes.Add(Note(found.Problem ?? (found.Content!.Length > left ? FetchedPicture.TooLarge.Problem! : $"it is no {Pictures.Kinds}"), Math.Min(left, allowed.BytesEach)));
            }
        }

        if (offered.Count > allowed.Count)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"[{offered.Count - allowed.Count} more pictures were left out: at most {allowed.Count} of a message are taken]"));
        }

        return message with { Offered = [], Pictures = pictures, PictureNotes = notes };
    }

    /// <summary>All at once and no longer than <see cref="Longest"/>: whatever else comes to the account waits meanwhile.</summary>
    private async Task<FetchedPicture[]> Fetch(IReadOnlyList<OfferedPicture> offered, PictureAllowance allowed, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        return await Task.WhenAll(offered.Select(async picture =>
        {
            try
            {
                return picture.Bytes > allowed.BytesEach ? FetchedPicture.TooLarge : await Fetch(picture, allowed.BytesEach, either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return FetchedPicture.Refused("it did not come in time");
            }
        }));
    }

    private static string Note(string problem, int most) => problem == FetchedPicture.TooLarge.Problem
        ? string.Create(CultureInfo.InvariantCulture, $"[a picture was left out: {problem}, {most:N0} bytes]")
        : $"[a picture was left out: {problem}]";

    private async Task<FetchedPicture> Fetch(OfferedPicture picture, int most, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var fetched = await fetch(picture, most, cancellation);
            if (!fetched.MayPass || attempt == MostAttempts)
            {
                return fetched;
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }
}
