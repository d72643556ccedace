using System.Text;
using System.Text.RegularExpressions;
using Moltbot.GrainInterfaces;

namespace Moltbot.Grains.Tests.Security;

/// <summary>Whatever a client calls its things, the key of a grain is a short plain text of its tenant, and two things have two keys (F1).</summary>
public sealed partial class HostileKeyTests
{
    private static readonly string[] Hostile =
    [
        "../../../etc/passwd", "..\\..\\secret", "/etc/passwd", "C:\\secret", "\\\\host\\share", "a/b", "a~2fb", "a~b", "a~7eb", ".", "..", "~", " ", "a b",
        "a\0b", "a\0", "a\r\nb", "a\nb", "\u001b[2J", "a\u2028b", "\u202eabc", "\u200babc", "\u0430dmin", "admin", "ADMIN", "\uff41dmin", "caf\u00e9", "cafe\u0301",
        "'; drop table sessions; --", "${jndi:ldap://x}", "%2e%2e%2f", "%00", "*", "?", "\ud83d\ude00", "__proto__", "default", "default/x", "other/x", "x/other",
        new('a', 119), new('a', 120), new('a', 121), new('a', 5000), new string('a', 4999) + "b", new('\u00e9', 300), new('/', 300), new('~', 300),
    ];

    private static readonly Func<string, string, GrainKey>[] Makers =
    [
        GrainKey.ForSession, GrainKey.ForAgent, GrainKey.ForDevice, GrainKey.ForBucket,
        static (tenant, id) => GrainKey.ForAccount(tenant, "telegram", id), static (tenant, id) => GrainKey.ForAccount(tenant, id, "default"),
    ];

    [Fact]
    public void Every_id_makes_a_plain_key_of_its_own_tenant()
    {
        foreach (string id in Hostile.Concat(Random()))
        {
            foreach (Func<string, string, GrainKey> make in Makers)
            {
                string key = make("acme", id).ToString();

                key.Length.ShouldBeLessThanOrEqualTo(GrainKey.MaxLength);
                Plain().IsMatch(key).ShouldBeTrue(key);
                GrainKey read = GrainKey.Parse(key);
                (read.Tenant, read.ToString()).ShouldBe(("acme", key));
            }
        }
    }

    [Fact]
    public void Two_ids_are_never_one_key()
    {
        string[] ids = [.. Hostile.Concat(Random()).Distinct(StringComparer.Ordinal)];
        foreach (Func<string, string, GrainKey> make in Makers)
        {
            ids.Select(id => make("acme", id).ToString()).Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Length);
        }

        // Neither by moving the border between two parts.
        (string Channel, string Account)[] pairs = [("a/b", "c"), ("a", "b/c"), ("a~2fb", "c"), ("a", "b~2fc"), ("a~", "2fb/c"), ("a", "b~7e2fc")];
        pairs.Select(static pair => GrainKey.ForAccount("acme", pair.Channel, pair.Account).ToString()).Distinct(StringComparer.Ordinal).Count().ShouldBe(pairs.Length);
    }

    [Fact]
    public void What_is_no_text_is_no_id()
    {
        foreach (string id in (string[])["\ud800", "a\udc00b", "\udc00\ud800", ""])
        {
            foreach (Func<string, string, GrainKey> make in Makers)
            {
                Should.Throw<ArgumentException>(() => make("acme", id));
            }
        }
    }

    [Fact]
    public void No_hostile_text_is_a_tenant_or_names_one_in_a_token()
    {
        foreach (string text in Hostile.Concat(Random()).Where(static text => !TenantName().IsMatch(text)))
        {
            TenantId.IsValid(text).ShouldBeFalse(text);
            Should.Throw<FormatException>(() => GrainKey.ForTenant(text));
            (TenantToken.TenantOf($"mbt_{text}_secret") is { } named && !TenantName().IsMatch(named)).ShouldBeFalse(text);
        }
    }

    /// <summary>Texts of all kinds of characters, the same in every run.</summary>
    private static IEnumerable<string> Random()
    {
        var random = new Random(20260122);
        for (int round = 0; round < 5000; round++)
        {
            var text = new StringBuilder();
            for (int length = random.Next(1, 200); length > 0; length--)
            {
                int value = random.Next(4) switch { 0 => random.Next(0x80), 1 => "/\\.~:%\0\n"[random.Next(8)], 2 => random.Next(0x80, 0xd800), _ => random.Next(0xe000, 0x11_0000) };
                text.Append(new Rune(value));
            }

            yield return text.ToString();
        }
    }

    [GeneratedRegex("^acme/[!-~]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,31}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TenantName();
}
