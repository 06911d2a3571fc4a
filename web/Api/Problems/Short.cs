namespace CityActors.Web.Api.Problems;

/// <summary>What came, as a refusal quotes it: short, and without characters that would break a line or a terminal.</summary>
internal static class Short
{
    private const int LengthMax = 80;

    /// <summary>The text in quotes; <c>nothing</c> when there is none.</summary>
    public static string Quote(string? text)
    {
        if (text is null)
        {
            return "nothing";
        }

        var cut = text.Length <= LengthMax ? text : text[..(char.IsHighSurrogate(text[LengthMax - 1]) ? LengthMax - 1 : LengthMax)] + "…";
        return $"'{string.Create(cut.Length, cut, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.IsControl(from[i]) ? '�' : from[i];
            }
        })}'";
    }
}
