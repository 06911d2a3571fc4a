using System.IO.Hashing;
using System.Text;

namespace CityActors.Silo.Log.Frames;

/// <summary>
/// One string for the many times that the same tenant or actor is read from disk. Bounded: a name pushes out the one in its place.
/// </summary>
internal sealed class NameCache
{
    private const int Places = 4096;

    private readonly Name?[] names = new Name?[Places];

    /// <summary>The name that these UTF-8 bytes spell.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        ref var place = ref names[(int)(XxHash3.HashToUInt64(utf8) % Places)];
        var name = Volatile.Read(ref place);
        if (name is null || !utf8.SequenceEqual(name.Utf8))
        {
            name = new Name(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
            Volatile.Write(ref place, name);
        }

        return name.Text;
    }

    private sealed record Name(byte[] Utf8, string Text);
}
