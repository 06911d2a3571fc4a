using System.Buffers;
using System.Text;

namespace CityActors.Domain.Rows;

/// <summary>Words by small number, in the order in which the log brought them; bounded. Number 0 is "no word".</summary>
internal sealed class WordTable(int most)
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private string?[] words = [null];

    /// <summary>Words known.</summary>
    public int Count => numbers.Count;

    /// <summary>The word of a number; null for 0. Any thread may ask.</summary>
    public string? this[int number] => Volatile.Read(ref words)[number];

    /// <summary>Number of a word that is known; 0 otherwise.</summary>
    public int Find(ReadOnlySpan<char> word) =>
        numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var number) ? number : 0;

    /// <summary>Number of a word, which is added when it is new.</summary>
    /// <returns>False when the table is full.</returns>
    public bool TryAdd(ReadOnlySpan<char> word, out int number)
    {
        number = Find(word);
        if (number > 0)
        {
            return true;
        }

        if (numbers.Count >= most)
        {
            return false;
        }

        number = numbers.Count + 1;
        if (number == words.Length)
        {
            var larger = new string?[words.Length * 2];
            words.CopyTo(larger, 0);
            Volatile.Write(ref words, larger);
        }

        var text = word.ToString();
        numbers.Add(text, number);
        words[number] = text;
        return true;
    }

    /// <summary>The same of a word in UTF-8 of at most 1,024 bytes.</summary>
    public bool TryAdd(ReadOnlySpan<byte> utf8, out int number)
    {
        var rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        var count = Encoding.UTF8.GetChars(utf8, rented);
        var added = TryAdd(rented.AsSpan(0, count), out number);
        ArrayPool<char>.Shared.Return(rented);
        return added;
    }

    /// <summary>All words in the order of their numbers.</summary>
    public IEnumerable<string> All() => words.Skip(1).Take(numbers.Count)!;
}
