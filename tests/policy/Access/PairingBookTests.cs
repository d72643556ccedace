using Moltbot.Policy.Access.Pairing;

namespace Moltbot.Policy.Tests.Access;

public sealed class PairingBookTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_769_817_600_000);

    private readonly Random _random = new(1);

    [Fact]
    public void Three_strangers_do_not_keep_the_owner_out()
    {
        var book = PairingBook.Empty;
        foreach (var stranger in (string[])["a", "b", "c"])
        {
            book = Offer(book, stranger, Start).Book;
        }

        Offer(book, "owner", Start.AddMinutes(9)).Code.ShouldBeNull();
        var later = Offer(book, "owner", Start.AddMinutes(10));
        later.IsNew.ShouldBeTrue();
        later.Book.Pending(Start.AddMinutes(10)).Count.ShouldBe(4);
    }

    [Fact]
    public void A_flood_leaves_few_behind()
    {
        var book = PairingBook.Empty;
        for (var second = 0; second < 7_200; second++)
        {
            book = Offer(book, $"s{second}", Start.AddSeconds(second)).Book;
        }

        book.Requests.Count.ShouldBeLessThanOrEqualTo(PairingBook.MaxFresh * 6);
    }

    [Fact]
    public void What_the_platform_says_of_a_stranger_stays_until_it_says_more()
    {
        var book = PairingBook.Empty.Offer("a", Name("Alice"), Start, _random.NextBytes).Book;
        book.Offer("a", null, Start, _random.NextBytes).Book.Requests.Single().Meta["name"].ShouldBe("Alice");
        book.Offer("a", Name(" "), Start, _random.NextBytes).Book.Requests.Single().Meta["name"].ShouldBe("Alice");
        book.Offer("a", Name(" Alicia "), Start, _random.NextBytes).Book.Requests.Single().Meta["name"].ShouldBe("Alicia");

        static Dictionary<string, string?> Name(string name) => new(StringComparer.Ordinal) { ["name"] = name };
    }

    [Fact]
    public void A_source_of_randomness_that_is_broken_is_told()
    {
        var tries = 0;
        Should.Throw<InvalidOperationException>(() => PairingCode.Create(["AAAAAAAA"], _ => tries++))
            .Message.ShouldBe("no free pairing code was found in 500 tries; the source of randomness is broken");
        tries.ShouldBe(500);
    }

    [Theory]
    [InlineData("ABCDEFGH", true)]
    [InlineData("ABCDEFG", false)]
    [InlineData("ABCDEFG1", false)]
    [InlineData("01010101", false)]
    public void A_code_has_eight_letters_that_nobody_mistakes(string code, bool isValid) => PairingCode.IsValid(code).ShouldBe(isValid);

    [Fact]
    public void A_right_code_and_a_wrong_one_lock_nothing()
    {
        var offer = Offer(PairingBook.Empty, "a", Start);
        offer.Book.Approve("wrong", Start).IsLocked.ShouldBeFalse();
        offer.Book.Approve(null, Start).Request.ShouldBeNull();
        offer.Book.Approve(offer.Code, Start).IsLocked.ShouldBeFalse();
        var locked = new PairingBook(offer.Book.Requests, [.. Enumerable.Repeat(Start, PairingBook.MaxFailedAttempts)]);
        locked.Approve(offer.Code, Start + PairingBook.Lifetime - TimeSpan.FromTicks(1)).IsLocked.ShouldBeTrue();
        locked.Approve(offer.Code, Start + PairingBook.Lifetime).IsLocked.ShouldBeFalse();
    }

    [Fact]
    public void A_code_works_once_and_in_any_case()
    {
        var offer = Offer(PairingBook.Empty, "a", Start);
        var approval = offer.Book.Approve($" {offer.Code!.ToLowerInvariant()} ", Start.AddMinutes(59));
        approval.Request!.SenderId.ShouldBe("a");
        approval.Book.Approve(offer.Code, Start.AddMinutes(59)).Request.ShouldBeNull();
        offer.Book.Approve(offer.Code, Start.AddMinutes(60)).Request.ShouldBeNull();
    }

    [Fact]
    public void Guessing_ends_after_ten_wrong_codes_until_they_are_an_hour_old()
    {
        var offer = Offer(PairingBook.Empty, "a", Start);
        var book = offer.Book;
        for (var i = 0; i < PairingBook.MaxFailedAttempts; i++)
        {
            book = book.Approve("AAAAAAAA", Start).Book;
        }

        var locked = book.Approve(offer.Code, Start.AddMinutes(1));
        locked.IsLocked.ShouldBeTrue();
        locked.Request.ShouldBeNull();

        var renewed = Offer(locked.Book, "a", Start.AddMinutes(61));
        renewed.Book.Approve(renewed.Code, Start.AddMinutes(61)).Request.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("        ")]
    public void A_blank_code_is_never_the_right_one(string? code) =>
        Offer(PairingBook.Empty, "a", Start).Book.Approve(code, Start).Request.ShouldBeNull();

    [Fact]
    public void A_stranger_without_an_id_gets_nothing() => Offer(PairingBook.Empty, " ", Start).Code.ShouldBeNull();

    [Theory]
    [InlineData("telegram", " tg:42 ", "42")]
    [InlineData("telegram", "*", null)]
    [InlineData("telegram", "  ", null)]
    [InlineData("whatsapp", "+1 (555) 000-1111", "+15550001111")]
    [InlineData("whatsapp", "abc", null)]
    [InlineData("signal", "signal:+1555", "+1555")]
    [InlineData("imessage", "sms:+1 (555) 000", "+1555000")]
    [InlineData("imessage", "Ann@Example.com", "ann@example.com")]
    [InlineData("imessage", "nobody", null)]
    [InlineData("bluebubbles", "iMessage:Ann@Example.com", "ann@example.com")]
    [InlineData("bluebubbles", "nobody", null)]
    public void Entries_are_kept_in_one_form(string channel, string entry, string? expected) =>
        PairingAdapter.Of(channel).Normalize(entry).ShouldBe(expected);

    private PairingOffer Offer(PairingBook book, string sender, DateTimeOffset now) => book.Offer(sender, null, now, _random.NextBytes);
}
