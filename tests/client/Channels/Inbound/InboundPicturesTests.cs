using Moltbot.Gateway.Channels.Inbound;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Inbound;

public sealed class InboundPicturesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_are_taken_than_are_allowed_in_number_and_bytes()
    {
        var asked = new List<(string, int)>();
        var pictures = Pictures(new PictureAllowance(3, 100, 150), (picture, most, _) =>
        {
            asked.Add((picture.Reference, most));
            return Task.FromResult(FetchedPicture.Of(PlatformPicture.Png(picture.Reference, 80).Content));
        });

        var message = await pictures.With(Message("a", "b", "c", "d", "e"), Stop);

        asked.ShouldBe([("a", 100), ("b", 100), ("c", 100)]);
        message.Pictures.Select(static picture => picture.FileName).ShouldBe(["a"]);
        message.Offered.ShouldBeEmpty();
        message.PictureNotes.ShouldBe(
        [
            "[a picture was left out: it is larger than what is taken, 70 bytes]", "[a picture was left out: it is larger than what is taken, 70 bytes]",
            "[2 more pictures were left out: at most 3 of a message are taken]",
        ]);
    }

    [Fact]
    public async Task One_that_does_not_come_keeps_the_message_no_longer_than_its_time()
    {
        var time = new ManualTime();
        var never = new TaskCompletionSource<FetchedPicture>();
        var pictures = Pictures(
            new PictureAllowance(4, 100, 400),
            (picture, _, stop) => picture.Reference == "slow" ? never.Task.WaitAsync(stop) : Task.FromResult(FetchedPicture.Of(PlatformPicture.Png("b", 80).Content)), time);

        var with = pictures.With(Message("slow", "b"), Stop);
        time.Advance(InboundPictures.Longest);
        var message = await with.InTime();

        message.Pictures.Select(static picture => picture.FileName).ShouldBe(["b"]);
        message.PictureNotes.ShouldBe(["[a picture was left out: it did not come in time]"]);
    }

    [Fact]
    public async Task Whoever_stops_gets_no_message()
    {
        using var stop = new CancellationTokenSource();
        var pictures = Pictures(new PictureAllowance(4, 100, 400), async (_, _, cancelled) =>
        {
            await stop.CancelAsync();
            cancelled.ThrowIfCancellationRequested();
            return FetchedPicture.Failed;
        });

        await Should.ThrowAsync<OperationCanceledException>(() => pictures.With(Message("a"), stop.Token));
    }

    private static InboundPictures Pictures(PictureAllowance allowance, Func<OfferedPicture, int, CancellationToken, Task<FetchedPicture>> fetch, TimeProvider? time = null) =>
        new(_ => Task.FromResult<PictureAllowance?>(allowance), fetch, time ?? TimeProvider.System);

    private static InboundMessage Message(params IEnumerable<string> pictures) => new()
    {
        UpdateId = "1", Kind = InboundKind.Message, ChatId = "7", ChatKind = ChatKind.Direct, SentAt = 0,
        Offered = [.. pictures.Select(static name => new OfferedPicture { Reference = name, Name = name })],
    };
}
