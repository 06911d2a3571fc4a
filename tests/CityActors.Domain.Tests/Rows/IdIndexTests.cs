using System.Text;
using CityActors.Domain.Rows;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Rows;

public sealed class IdIndexTests
{
    [Property(MaxTest = 100)]
    public void Index_answers_as_a_dictionary_does(int seed)
    {
        var random = new Random(seed);
        var index = new IdIndex();
        var ids = new List<byte[]>();
        var expected = new Dictionary<string, int>();
        for (var step = 0; step < 2000; step++)
        {
            var id = $"urn:ngsi-ld:Device:{random.Next(300)}";
            var utf8 = Encoding.UTF8.GetBytes(id);
            Assert.Equal(expected.GetValueOrDefault(id, -1), index.Find(utf8, handle => ids[handle]));
            if (!expected.ContainsKey(id))
            {
                ids.Add(utf8);
                expected.Add(id, ids.Count - 1);
                index.Add(utf8, ids.Count - 1, handle => ids[handle]);
            }
            else if (random.Next(2) == 0)
            {
                expected.Remove(id);
                index.Remove(utf8, handle => ids[handle]);
            }
        }
    }
}
