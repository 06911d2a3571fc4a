namespace CityActors.Twins;

/// <summary>
/// The name of a twin: an NGSI-LD URN <c>urn:ngsi-ld:{Type}:{local}</c>.
/// Type: a letter, then letters or digits, at most 64. Local: 1-160 characters of A-Z a-z 0-9 . _ ~ : @ - [ ] ( ) + , = * ! $ ' % #.
/// Letters beyond ASCII and spaces are percent-encoded by <see cref="TryCreate"/>, so that the id is the same in topics, paths and keys.
/// </summary>
public static class TwinId
{
    private const string Prefix = "urn:ngsi-ld:";
    private const int TypeLengthMax = 64;
    private const int LocalLengthMax = 160;
    private const string Marks = "._~:@-[]()+,=*!$'%#";

    /// <summary>Checks and splits an id.</summary>
    /// <param name="id">The id as it came.</param>
    /// <param name="type">The type part when the answer is true.</param>
    /// <param name="local">The local part when the answer is true.</param>
    /// <returns>Whether <paramref name="id"/> is an id by the rule above.</returns>
    public static bool TryParse(string? id, out ReadOnlySpan<char> type, out ReadOnlySpan<char> local)
    {
        type = local = default;
        if (id is null || !id.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = id.AsSpan(Prefix.Length);
        var colon = rest.IndexOf(':');
        if (colon <= 0 || !IsType(rest[..colon]) || !IsLocal(rest[(colon + 1)..]))
        {
            return false;
        }

        type = rest[..colon];
        local = rest[(colon + 1)..];
        return true;
    }

    /// <summary>Whether <paramref name="id"/> is an id by the rule above.</summary>
    public static bool IsValid(string? id) => TryParse(id, out _, out _);

    /// <summary>The type part of a valid id; empty otherwise.</summary>
    public static string TypeOf(string? id) => TryParse(id, out var type, out _) ? type.ToString() : "";

    /// <summary>
    /// Makes an id of a type and a local name as a device gives it; spaces and letters beyond ASCII become percent-encoded UTF-8.
    /// </summary>
    /// <returns>False when the type or the name cannot be one: empty, too long, or with a slash, dot-dot or control character.</returns>
    public static bool TryCreate(ReadOnlySpan<char> type, ReadOnlySpan<char> name, out string id)
    {
        id = "";
        if (!IsType(type) || name.IsEmpty || name.IndexOf("..", StringComparison.Ordinal) >= 0)
        {
            return false;
        }

        if (!IsLocal(name))
        {
            foreach (var c in name)
            {
                if (char.IsControl(c) || c is '/' or '\\' or '?' or '"' or '<' or '>' or '|' or '^' or '`' or '{' or '}' or ';' or '&')
                {
                    return false;
                }
            }

            name = EscapeName(name);
            if (!IsLocal(name))
            {
                return false;
            }
        }

        id = string.Concat(Prefix, type, ":", name);
        return true;
    }

    /// <summary>The partition that owns the id: XXH3 of its UTF-8 bytes, modulo the number of partitions.</summary>
    /// <remarks>Part of the data format: it must never change within a generation.</remarks>
    public static int PartitionOf(string id, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partitions);
        Span<byte> utf8 = stackalloc byte[1024];
        var length = System.Text.Encoding.UTF8.GetBytes(id, utf8);
        return PartitionOf(utf8[..length], partitions);
    }

    /// <inheritdoc cref="PartitionOf(string, int)"/>
    public static int PartitionOf(ReadOnlySpan<byte> utf8Id, int partitions) =>
        (int)(System.IO.Hashing.XxHash3.HashToUInt64(utf8Id) % (uint)partitions);

    private static string EscapeName(ReadOnlySpan<char> name)
    {
        var text = new System.Text.StringBuilder(name.Length * 2);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || Marks.Contains((char)rune.Value)))
            {
                text.Append((char)rune.Value);
                continue;
            }

            var count = rune.EncodeToUtf8(utf8);
            for (var i = 0; i < count; i++)
            {
                text.Append('%').Append(utf8[i].ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    private static bool IsType(ReadOnlySpan<char> type)
    {
        if (type.IsEmpty || type.Length > TypeLengthMax || !char.IsAsciiLetter(type[0]))
        {
            return false;
        }

        foreach (var c in type)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        if (local.IsEmpty || local.Length > LocalLengthMax || local.IndexOf("..", StringComparison.Ordinal) >= 0)
        {
            return false;
        }

        foreach (var c in local)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !Marks.Contains(c))
            {
                return false;
            }
        }

        return true;
    }
}
