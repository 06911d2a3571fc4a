namespace CityActors.Web.Api.Requests;

/// <summary>
/// A query parameter of an operation. What is written here is what is checked and what the OpenAPI document says: they cannot differ.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Description">A sentence for people.</param>
/// <param name="Example">An example.</param>
internal sealed record QueryField(string Name, QueryKind Kind, string Description, string Example)
{
    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Smallest number.</summary>
    public int Least { get; init; }

    /// <summary>Largest number; of a list, most items.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>What an absent number is.</summary>
    public int? Default { get; init; }

    /// <summary>Longest text, characters; of a list, each of its items.</summary>
    public int LengthMax { get; init; } = 256;

    /// <summary>The words of <see cref="QueryKind.Word"/> and, where it is bounded, of <see cref="QueryKind.List"/>.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>A text.</summary>
    public static QueryField Text(string name, string description, string example, int lengthMax = 256) =>
        new(name, QueryKind.Text, description, example) { LengthMax = lengthMax };

    /// <summary>A list of texts.</summary>
    public static QueryField List(string name, string description, string example, int most, int lengthMax = 128) =>
        new(name, QueryKind.List, description, example) { Most = most, LengthMax = lengthMax };

    /// <summary>A number.</summary>
    public static QueryField Integer(string name, string description, int least, int most, int defaultTo) =>
        new(name, QueryKind.Integer, description, defaultTo.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            Least = least, Most = most, Default = defaultTo,
        };

    /// <summary>A word.</summary>
    public static QueryField Word(string name, string description, params string[] words) =>
        new(name, QueryKind.Word, description, words[0]) { Words = words };

    /// <summary>True or false.</summary>
    public static QueryField Boolean(string name, string description) => new(name, QueryKind.Boolean, description, "true");
}
