using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.Grains.Tests.Channels.Conformance;

public abstract partial class ConversationConformanceTests
{
    [Fact]
    public async Task A_strangers_picture_is_not_loaded()
    {
        await _rig.Start();
        IPlatformPerson ann = World.Person("Ann");
        await World.WhenConfirmed(ann.Shows("let me in", PlatformPicture.Png("a cat")));
        await World.WhenSent(1);

        World.Files.Asked.ShouldBe(0);
        _rig.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_picture_reaches_the_model_with_what_was_said_of_it()
    {
        IPlatformPerson ann = World.Person("Ann");
        World.AllowDirect(_rig.Section, ann.Id);
        _rig.Sees = true;
        await _rig.Start();
        _rig.Model.Enqueue(ModelReply.Text("A cat."));
        PlatformPicture picture = PlatformPicture.Png("a cat");
        await World.WhenConfirmed(ann.Shows("what is this?", picture));
        await World.WhenSent(1);

        _rig.Asked.ShouldContain(Convert.ToBase64String(picture.Content));
        _rig.Asked.ShouldContain("what is this?");
        World.Files.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_model_that_takes_no_pictures_is_told_that_there_was_one()
    {
        IPlatformPerson ann = World.Person("Ann");
        World.AllowDirect(_rig.Section, ann.Id);
        await _rig.Start();
        _rig.Model.Enqueue(ModelReply.Text("I cannot see it."));
        PlatformPicture picture = PlatformPicture.Png("a cat");
        await World.WhenConfirmed(ann.Shows("what is this?", picture));
        await World.WhenSent(1);

        _rig.Asked.ShouldContain("this model is not said to take pictures");
        _rig.Asked.ShouldNotContain(Convert.ToBase64String(picture.Content));
    }

    [Fact]
    public async Task A_picture_that_comes_again_is_not_loaded_again()
    {
        IPlatformPerson ann = World.Person("Ann");
        World.AllowDirect(_rig.Section, ann.Id);
        await _rig.Start();
        _rig.Model.Enqueue(ModelReply.Text("A cat."));
        long update = ann.Shows("what is this?", PlatformPicture.Png("a cat"));
        await World.WhenConfirmed(update);
        await World.WhenSent(1);

        World.Repeat(update);
        _rig.Model.Enqueue(ModelReply.Text("Yes."));
        await World.WhenConfirmed(ann.Says("sure?"));
        await World.WhenSent(2);

        World.Files.Asked.ShouldBe(1);
        _rig.Model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_accounts_limit_holds_for_its_pictures()
    {
        IPlatformPerson ann = World.Person("Ann");
        World.AllowDirect(_rig.Section, ann.Id);
        _rig.Section["mediaMaxMb"] = 0.001;
        await _rig.Start();
        _rig.Model.Enqueue(ModelReply.Text("I see none."));
        await World.WhenConfirmed(ann.Shows("what is this?", PlatformPicture.Png("a cat", 1049)));
        await World.WhenSent(1);

        _rig.Asked.ShouldContain("[a picture was left out: it is larger than what is taken, 1,048 bytes]");
        World.Files.Asked.ShouldBe(0);
    }
}
