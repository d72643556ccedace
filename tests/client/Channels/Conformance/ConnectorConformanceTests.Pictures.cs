using Moltbot.TestSupport.Platforms;

namespace Moltbot.Gateway.Tests.Channels.Conformance;

public abstract partial class ConnectorConformanceTests
{
    [Fact]
    public async Task A_picture_comes_with_its_message()
    {
        await Connected();
        var picture = PlatformPicture.Png("a cat");
        await Confirmed(World.Person("Ann").Shows("look", picture));

        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(
            message => message.Text.ShouldBe("look"), message => message.MediaKinds.ShouldBe(["image"]), message => message.Offered.ShouldBeEmpty(),
            message => message.PictureNotes.ShouldBeEmpty(), message => message.Pictures.Single().Content.ShouldBe(picture.Content),
            message => message.Pictures.Single().MimeType.ShouldBe("image/png"));
        World.Files.Asked.ShouldBe(1);
        World.Files.LastHeaders.ShouldNotContain(World.Canary);
    }

    [Fact]
    public async Task Nothing_is_loaded_of_a_message_that_nobody_answers()
    {
        rig.Grain.Pictures = null;
        await Connected();
        await Confirmed(World.Person("Ann").Shows("look", PlatformPicture.Png("a cat")));

        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(message => message.Pictures.ShouldBeEmpty(), message => message.Offered.ShouldBeEmpty());
        World.Files.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_picture_that_is_told_to_be_too_large_is_not_loaded()
    {
        rig.Grain.Pictures = new(4, 1000, 2000);
        await Connected();
        await Confirmed(World.Person("Ann").Shows("look", PlatformPicture.Png("a cat", 1001)));

        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(
            message => message.Pictures.ShouldBeEmpty(), message => message.PictureNotes.Single().ShouldBe("[a picture was left out: it is larger than what is taken, 1,000 bytes]"));
        World.Files.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_picture_that_is_larger_than_it_was_told_is_not_read_to_its_end()
    {
        rig.Grain.Pictures = new(4, 1000, 2000);
        await Connected();
        await Confirmed(World.Person("Ann").Shows("look", PlatformPicture.Png("a cat", 5_000_000) with { Size = null }));

        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(
            message => message.Pictures.ShouldBeEmpty(), message => message.PictureNotes.Single().ShouldContain("larger than what is taken"));
        World.Files.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task What_calls_itself_a_picture_and_is_none_is_left_out()
    {
        await Connected();
        await Confirmed(World.Person("Ann").Shows("look", new PlatformPicture("<svg onload='x'/>"u8.ToArray(), "image/gif", 17)));

        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(
            message => message.Pictures.ShouldBeEmpty(), message => message.PictureNotes.Single().ShouldBe("[a picture was left out: it is no PNG, JPEG, GIF or WebP]"));
    }

    [Fact]
    public async Task A_platform_that_fails_is_asked_again_and_the_message_goes_on_without_the_picture_at_last()
    {
        await Connected();
        var ann = World.Person("Ann");
        World.Files.Script(SimulatedAnswer.Break(), SimulatedAnswer.Raw(503, $"no {World.Token}"));
        await Confirmed(ann.Shows("first", PlatformPicture.Png("a cat")));
        World.Files.Script(SimulatedAnswer.Raw(500, "no"), SimulatedAnswer.Raw(500, "no"), SimulatedAnswer.Raw(500, "no"));
        await Confirmed(ann.Shows("second", PlatformPicture.Png("a cat")));

        rig.Grain.Stored.Select(static message => (message.Text, message.Pictures.Count)).ShouldBe([("first", 1), ("second", 0)]);
        rig.Grain.Stored[1].PictureNotes.ShouldBe(["[a picture was left out: the platform did not give it]"]);
        World.Files.Asked.ShouldBe(6);
        Everything().ShouldAllBe(line => !line.Contains(World.Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_to_elsewhere_is_not_followed()
    {
        await Connected();
        World.Files.Script(SimulatedAnswer.Redirect(new Uri("http://127.0.0.1:9/latest/meta-data")));
        await Confirmed(World.Person("Ann").Shows("look", PlatformPicture.Png("a cat")));

        rig.Grain.Stored.Single().PictureNotes.Single().ShouldContain("the platform did not give it");
        World.Files.Asked.ShouldBe(1);
    }
}
