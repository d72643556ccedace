using System.Net;

namespace Moltbot.Policy.Addresses;

/// <summary>The <c>for</c> parameters of a <c>Forwarded</c> header (RFC 7239 §4).</summary>
public static class ForwardedHeader
{
    /// <summary>
    /// The right-most node that is not itself a trusted proxy; null when the header is missing, malformed, or that node hides its
    /// address (<c>unknown</c>, <c>_name</c>).
    /// </summary>
    public static IPAddress? Client(string? header, TrustedProxies proxies)
    {
        if (Nodes(header) is not { } nodes)
        {
            return null;
        }

        IPAddress? leftMost = null;
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            if (IpText.Parse(nodes[i]) is not { } address)
            {
                return leftMost;
            }

            if (!proxies.Contains(address))
            {
                return address;
            }

            leftMost = address;
        }

        return leftMost;
    }

    /// <summary>Each element's <c>for</c>, in order, empty where it has none; null when the header cannot be read as the RFC writes it.</summary>
    private static List<string>? Nodes(string? header)
    {
        var nodes = new List<string>();
        string? node = null;
        var rest = (header ?? "").AsSpan();
        while (true)
        {
            rest = rest.TrimStart(" \t");

            // The grammar lets a pair be left out, as in "for=a;, for=b": what follows belongs to the next element all the same.
            if (!rest.IsEmpty && rest[0] is not (',' or ';'))
            {
                var equals = rest.IndexOf('=');
                if (equals <= 0 || rest[..equals].ContainsAny(",; \t") || !TryValue(rest[(equals + 1)..], out var value, out var length))
                {
                    return null;
                }

                if (rest[..equals].Equals("for", StringComparison.OrdinalIgnoreCase))
                {
                    // Twice in one element could be read either way.
                    if (node is not null)
                    {
                        return null;
                    }

                    node = value;
                }

                rest = rest[(equals + 1 + length)..].TrimStart(" \t");
            }

            if (rest.IsEmpty || rest[0] == ',')
            {
                nodes.Add(node ?? "");
                node = null;
            }
            else if (rest[0] != ';')
            {
                return null;
            }

            if (rest.IsEmpty)
            {
                return nodes;
            }

            rest = rest[1..];
        }
    }

    /// <summary>Reads a token or a quoted string; an IPv6 address has to be quoted, but is often not.</summary>
    private static bool TryValue(ReadOnlySpan<char> text, out string value, out int length)
    {
        value = "";
        length = 0;
        if (text.IsEmpty || text[0] != '"')
        {
            length = text.IndexOfAny(",; \t") is >= 0 and var end ? end : text.Length;
            value = text[..length].ToString();
            return !value.Contains('"', StringComparison.Ordinal);
        }

        // What is escaped inside the quotes is no part of an address.
        var close = text[1..].IndexOfAny('"', '\\');
        if (close < 0 || text[1 + close] == '\\')
        {
            return false;
        }

        value = text[1..(1 + close)].ToString();
        length = close + 2;
        return true;
    }
}
