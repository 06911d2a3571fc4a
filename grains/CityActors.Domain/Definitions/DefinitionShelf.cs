using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Rows;

namespace CityActors.Domain.Definitions;

/// <summary>
/// The definitions in force in a partition, the newest version of each. Numbers are given in the order of the log and stay, so that
/// rows may name a definition by its number.
/// </summary>
internal sealed class DefinitionShelf(int section)
{
    /// <summary>Most definitions of a city, retired ones included.</summary>
    public const int DefinitionsMax = 20_000;

    /// <summary>Longest definition, UTF-8 bytes.</summary>
    public const int JsonBytesMax = 256 * 1024;

    private readonly List<DefinitionPicture> definitions = [];
    private readonly Dictionary<(DefinitionKind, string), int> numbers = [];
    private readonly RecordWriter scratch = new();

    /// <summary>The definitions as they are pictured.</summary>
    public KeyedBlobs Blobs { get; } = new(section);

    /// <summary>Number of definitions ever made.</summary>
    public int Count => definitions.Count;

    /// <summary>A definition by its number, from 0.</summary>
    public DefinitionPicture this[int number] => definitions[number];

    /// <summary>Number of a definition; -1 when it was never made.</summary>
    public int Find(DefinitionKind kind, string id) => numbers.GetValueOrDefault((kind, id), -1);

    /// <summary>Takes the next version of a definition.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="FormatException">It is one too many.</exception>
    public int Define(DefinitionPicture next)
    {
        if (!numbers.TryGetValue((next.Kind, next.Id), out var number))
        {
            if (definitions.Count == DefinitionsMax)
            {
                throw new FormatException($"{next.Kind} {next.Id} is one too many: a city has at most {DefinitionsMax:N0} definitions.");
            }

            number = definitions.Count;
            numbers.Add((next.Kind, next.Id), number);
            definitions.Add(next);
        }

        definitions[number] = next;
        scratch.Clear();
        DefinitionPicture.Write(scratch, next);
        Blobs.Set(number, scratch.Written.Span);
        return number;
    }

    /// <summary>Pictures from a number on, about as many bytes as asked for.</summary>
    /// <returns>The pictures, and the number to go on at; -1 at the end.</returns>
    public (ImmutableArray<byte[]> Pictures, int Next) From(int number, int bytes)
    {
        var pictures = ImmutableArray.CreateBuilder<byte[]>();
        for (; bytes > 0 && number < definitions.Count; number++)
        {
            pictures.Add([.. Blobs[number]!]); // the shelf may write over its own bytes while these are on their way
            bytes -= pictures[^1].Length;
        }

        return (pictures.ToImmutable(), number < definitions.Count ? number : -1);
    }

    /// <summary>Takes the definitions back that were pictured, in the order of their numbers.</summary>
    public void Restore()
    {
        for (var number = 0; Blobs[number] is { } blob; number++)
        {
            var picture = DefinitionPicture.Read(RecordReader.OverFields(blob));
            numbers.Add((picture.Kind, picture.Id), number);
            definitions.Add(picture);
        }
    }
}
